package org.cyborgml.spark.storage;

/** How a process comes to know which files a folder has that do not change. */
public enum Listing {

    /** Each file when it is asked for: for an executor, which reads some of a folder's files. */
    ONE_FILE,

    /** All of a folder when the first is asked for, since storages tell a thousand as fast as one: for a driver, which asks for most. */
    WHOLE_FOLDER
}
