CREATE TABLE answer (
  trial INTEGER PRIMARY KEY REFERENCES trial ON DELETE CASCADE,
  participant INTEGER NOT NULL REFERENCES participant ON DELETE CASCADE,
  key TEXT NOT NULL,
  choice TEXT NOT NULL,
  confidence INTEGER,
  strokes TEXT NOT NULL,
  loaded REAL NOT NULL,
  shown REAL NOT NULL,
  decided REAL NOT NULL,
  sent REAL NOT NULL,
  hidden REAL NOT NULL,
  received INTEGER NOT NULL,
  UNIQUE (participant, key)
) STRICT;
INSERT INTO "answer" VALUES(1,1,'old-key-1','left',NULL,'[{"image":0,"tool":"brush","size":3,"points":[[4,4,0],[8.5,6,20]]}]',1.0,2.5,3000.0,4000.25,0.0,1767225600010);
INSERT INTO "answer" VALUES(2,1,'old-key-2','left',NULL,'[{"image":0,"tool":"brush","size":3,"points":[[4,4,0],[8.5,6,20]]}]',1.0,2.5,3000.0,4000.25,0.0,1767225600020);
INSERT INTO "answer" VALUES(4,2,'old-key-4','left',NULL,'[{"image":0,"tool":"brush","size":3,"points":[[4,4,0],[8.5,6,20]]}]',1.0,2.5,3000.0,4000.25,0.0,1767225600040);
INSERT INTO "answer" VALUES(5,2,'old-key-5','left',NULL,'[{"image":0,"tool":"brush","size":3,"points":[[4,4,0],[8.5,6,20]]}]',1.0,2.5,3000.0,4000.25,0.0,1767225600050);
CREATE TABLE image (
  number INTEGER PRIMARY KEY,
  file TEXT NOT NULL UNIQUE,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  truth TEXT NOT NULL,
  source TEXT NOT NULL
) STRICT;
INSERT INTO "image" VALUES(1,'real/0.png',16,12,'Real','generator0');
INSERT INTO "image" VALUES(2,'synthetic/0.png',16,12,'Synthetic','generator0');
INSERT INTO "image" VALUES(3,'real/1.png',16,12,'Real','generator1');
INSERT INTO "image" VALUES(4,'synthetic/1.png',16,12,'Synthetic','generator1');
INSERT INTO "image" VALUES(5,'real/2.png',16,12,'Real','generator0');
INSERT INTO "image" VALUES(6,'synthetic/2.png',16,12,'Synthetic','generator0');
INSERT INTO "image" VALUES(7,'real/3.png',16,12,'Real','generator1');
INSERT INTO "image" VALUES(8,'synthetic/3.png',16,12,'Synthetic','generator1');
CREATE TABLE item (number INTEGER PRIMARY KEY, kind TEXT NOT NULL) STRICT;
INSERT INTO "item" VALUES(1,'TRIAL');
INSERT INTO "item" VALUES(2,'TRIAL');
INSERT INTO "item" VALUES(3,'TRIAL');
INSERT INTO "item" VALUES(4,'TRIAL');
CREATE TABLE item_image (
  item INTEGER NOT NULL REFERENCES item,
  place INTEGER NOT NULL,
  image INTEGER NOT NULL REFERENCES image,
  PRIMARY KEY (item, place)
) STRICT, WITHOUT ROWID;
INSERT INTO "item_image" VALUES(1,0,1);
INSERT INTO "item_image" VALUES(1,1,2);
INSERT INTO "item_image" VALUES(2,0,3);
INSERT INTO "item_image" VALUES(2,1,4);
INSERT INTO "item_image" VALUES(3,0,5);
INSERT INTO "item_image" VALUES(3,1,6);
INSERT INTO "item_image" VALUES(4,0,7);
INSERT INTO "item_image" VALUES(4,1,8);
CREATE TABLE link (
  participant INTEGER NOT NULL REFERENCES participant ON DELETE CASCADE,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (participant, name)
) STRICT, WITHOUT ROWID;
INSERT INTO "link" VALUES(1,'PROLIFIC_PID','person0');
INSERT INTO "link" VALUES(2,'PROLIFIC_PID','person1');
CREATE TABLE participant (
  number INTEGER PRIMARY KEY,
  pseudonym TEXT NOT NULL UNIQUE,
  token_hash TEXT NOT NULL UNIQUE,
  language TEXT NOT NULL,
  conditions TEXT NOT NULL,
  first_prompt INTEGER NOT NULL,
  step TEXT NOT NULL,
  completion TEXT NOT NULL,
  excluded INTEGER NOT NULL DEFAULT 0,
  joined INTEGER NOT NULL,
  seen INTEGER NOT NULL
) STRICT;
INSERT INTO "participant" VALUES(1,'P-OLDONE02','767e0834b1057881003eab2a7ffdb994fcf5ae85f6b65d59da2bbfea4da6e500','en','ANNOTATED',0,'TRIALS','CODE0000',0,1767225600000,1767225600000);
INSERT INTO "participant" VALUES(2,'P-OLDONE12','dd9ab6d2b6a9ce08d32d0d84cde5c77bdee6cb6fed93a8ef595fb0c11d4a33d2','en','ANNOTATED',1,'TRIALS','CODE0001',1,1767225600000,1767225601000);
CREATE TABLE person (
  participant INTEGER PRIMARY KEY REFERENCES participant ON DELETE CASCADE,
  hash TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE question_answer (
  participant INTEGER NOT NULL REFERENCES participant ON DELETE CASCADE,
  question TEXT NOT NULL,
  answer TEXT NOT NULL,
  PRIMARY KEY (participant, question)
) STRICT, WITHOUT ROWID;
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
INSERT INTO "setting" VALUES('design','PAIRS');
INSERT INTO "setting" VALUES('classes','[Real, Synthetic]');
INSERT INTO "setting" VALUES('conditions','[ANNOTATED]');
INSERT INTO "setting" VALUES('layout','BETWEEN');
INSERT INTO "setting" VALUES('highlight','CHOSEN');
INSERT INTO "setting" VALUES('confidence','0');
INSERT INTO "setting" VALUES('annotators','10');
INSERT INTO "setting" VALUES('paused','0');
CREATE TABLE shown_image (
  id TEXT PRIMARY KEY,
  trial INTEGER NOT NULL REFERENCES trial ON DELETE CASCADE,
  place INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "shown_image" VALUES('oldimage10',1,0);
INSERT INTO "shown_image" VALUES('oldimage11',1,1);
INSERT INTO "shown_image" VALUES('oldimage20',2,0);
INSERT INTO "shown_image" VALUES('oldimage21',2,1);
INSERT INTO "shown_image" VALUES('oldimage30',3,0);
INSERT INTO "shown_image" VALUES('oldimage31',3,1);
INSERT INTO "shown_image" VALUES('oldimage40',4,0);
INSERT INTO "shown_image" VALUES('oldimage41',4,1);
INSERT INTO "shown_image" VALUES('oldimage50',5,0);
INSERT INTO "shown_image" VALUES('oldimage51',5,1);
CREATE TABLE trial (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  participant INTEGER NOT NULL REFERENCES participant ON DELETE CASCADE,
  item INTEGER NOT NULL REFERENCES item,
  kind TEXT NOT NULL,
  condition TEXT NOT NULL,
  position INTEGER NOT NULL,
  prompt TEXT,
  sides TEXT NOT NULL,
  state TEXT NOT NULL,
  given INTEGER NOT NULL
) STRICT;
INSERT INTO "trial" VALUES(1,'oldtrial1',1,1,'TRIAL','ANNOTATED',1,'Real','1 0','ANSWERED',1767225600001);
INSERT INTO "trial" VALUES(2,'oldtrial2',1,2,'TRIAL','ANNOTATED',2,'Synthetic','0 1','ANSWERED',1767225600002);
INSERT INTO "trial" VALUES(3,'oldtrial3',1,3,'TRIAL','ANNOTATED',3,'Real','1 0','OPEN',1767225600003);
INSERT INTO "trial" VALUES(4,'oldtrial4',2,1,'TRIAL','ANNOTATED',1,'Synthetic','1 0','ANSWERED',1767225600004);
INSERT INTO "trial" VALUES(5,'oldtrial5',2,2,'TRIAL','ANNOTATED',2,'Real','0 1','ANSWERED',1767225600005);
CREATE INDEX item_of_image ON item_image (image);
CREATE INDEX trial_of_participant ON trial (participant, state);
CREATE INDEX trial_of_item ON trial (item);
CREATE INDEX open_trial ON trial (given) WHERE state = 'OPEN';
CREATE INDEX image_of_trial ON shown_image (trial);
PRAGMA user_version = 1;
