/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.store.sqlite;

import java.nio.file.Path;
import java.util.Arrays;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.sqlite.SQLiteDataSource;

/**
 * Brings a file's schema to this release's, by the scripts beside this class: {@code V1__….sql} and
 * so on, each once, in their order. Stateless; the thread that starts the server.
 */
final class Migrations {
    private static final String SCRIPTS = "classpath:dev/sidetone/server/store/sqlite";

    private Migrations() {}

    /**
     * Migrates.
     *
     * @throws StoreProblem when the file is of a later release, or no store of Sidetone's at all
     */
    static void run(Path path, String url) throws StoreProblem {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl(url);
        try {
            Flyway flyway =
                    Flyway.configure(Migrations.class.getClassLoader())
                            .dataSource(source)
                            .locations(SCRIPTS)
                            // what a later release has done is nothing to be passed over
                            .ignoreMigrationPatterns(new String[0])
                            .load();
            if (Arrays.stream(flyway.info().all()).anyMatch(Migrations::unknown)) {
                throw SqliteFile.problem(
                        path,
                        "was written by a later release of Sidetone; start that release, or name another file");
            }
            flyway.migrate();
        } catch (FlywayException failed) {
            throw new StoreProblem(
                    SqliteFile.named(
                            path,
                            "is no store of Sidetone's; name another file ("
                                    + SqliteFile.told(failed)
                                    + ")"),
                    failed);
        }
    }

    private static boolean unknown(MigrationInfo migration) {
        return migration.getState().isApplied() && !migration.getState().isResolved();
    }
}
