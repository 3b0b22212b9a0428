CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE image (
  number INTEGER PRIMARY KEY,
  file TEXT NOT NULL UNIQUE,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  truth TEXT NOT NULL,
  source TEXT NOT NULL
) STRICT;
CREATE TABLE item (number INTEGER PRIMARY KEY, kind TEXT NOT NULL) STRICT;
CREATE TABLE item_image (
  item INTEGER NOT NULL REFERENCES item,
  place INTEGER NOT NULL,
  image INTEGER NOT NULL REFERENCES image,
  PRIMARY KEY (item, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX item_of_image ON item_image (image);
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
CREATE TABLE person (
  participant INTEGER PRIMARY KEY REFERENCES participant ON DELETE CASCADE,
  hash TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE link (
  participant INTEGER NOT NULL REFERENCES participant ON DELETE CASCADE,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (participant, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE question_answer (
  participant INTEGER NOT NULL REFERENCES participant ON DELETE CASCADE,
  question TEXT NOT NULL,
  answer TEXT NOT NULL,
  PRIMARY KEY (participant, question)
) STRICT, WITHOUT ROWID;
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
CREATE INDEX trial_of_participant ON trial (participant, state);
CREATE INDEX trial_of_item ON trial (item);
CREATE INDEX open_trial ON trial (given) WHERE state = 'OPEN';
CREATE TABLE shown_image (
  id TEXT PRIMARY KEY,
  trial INTEGER NOT NULL REFERENCES trial ON DELETE CASCADE,
  place INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX image_of_trial ON shown_image (trial);
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
