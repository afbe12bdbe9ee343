/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.store.sqlite;

import java.sql.SQLException;
import java.util.Locale;

/**
 * What SQLite reports, as far as it makes a difference here; after its <a
 * href="https://www.sqlite.org/rescode.html">result codes</a>.
 */
enum SqliteFault {
    /** Another process holds the file. */
    LOCKED(true, "is locked by another process; end that process, or name another file"),
    /** No room: the disk, or the bound that was set. */
    FULL(true, "has no room: the disk or store.max-mb is full; make room"),
    /** It can be read only. */
    NOT_WRITABLE(true, "cannot be written; allow this user to write it and its folder"),
    /** The disk or the file system said no. */
    IO_ERROR(true, "cannot be read or written: the disk reports an error"),
    /** Its pages contradict each other. */
    CORRUPT(true, "is damaged; move it away and put a backup in its place, or start a new one"),
    /** Something else than a database. */
    NOT_A_DATABASE(true, "is not a SQLite database; name another file"),
    /** Anything else: of the statement or its values, not of the file. */
    STATEMENT(false, "does not take what Sidetone writes");

    private static final int PRIMARY = 0xff;

    private final boolean ofTheFile;
    private final String says;

    SqliteFault(boolean ofTheFile, String says) {
        this.ofTheFile = ofTheFile;
        this.says = says;
    }

    static SqliteFault of(SQLException failed) {
        return switch (failed.getErrorCode() & PRIMARY) {
            case 5, 6 -> LOCKED;
            case 8, 14, 3, 23 -> NOT_WRITABLE;
            case 7, 10, 9, 15, 22 -> IO_ERROR;
            case 11 -> CORRUPT;
            case 13 -> FULL;
            case 26 -> NOT_A_DATABASE;
            default -> STATEMENT;
        };
    }

    /** True when another record would fare no better, and the same one may be taken later. */
    boolean ofTheFile() {
        return ofTheFile;
    }

    /** What is wrong with the file and what to do, to stand behind its name. */
    String says() {
        return says;
    }

    /** One word that never changes. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
