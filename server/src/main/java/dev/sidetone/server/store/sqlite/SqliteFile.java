/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.server.store.sqlite;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import org.sqlite.SQLiteConfig;

/**
 * The database file of one server: found usable, or refused with what is wrong. Held by a lock on a
 * file beside it, since two servers would number their calls alike; the lock falls with the
 * process. Opened and closed by the composition root.
 */
final class SqliteFile implements AutoCloseable {
    /** Checking takes about a second for this much; a larger file is checked by its reading. */
    private static final long CHECKED_BYTES = 256L << 20;

    private static final int BUSY_MS = 2000;

    private final Path path;
    private final FileChannel lock;

    private SqliteFile(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** Opens the file, makes it where there is none, and brings its schema up to date. */
    static SqliteFile open(Path configured) throws StoreProblem {
        Path path = configured.toAbsolutePath().normalize();
        if (Files.isDirectory(path)) {
            throw problem(
                    path, "is a folder; name a file, " + path.resolve("calls.db") + " for example");
        }
        makeFolder(path);
        SqliteFile file = new SqliteFile(path, locked(path));
        try {
            file.make();
            file.shape();
            file.check();
            Migrations.run(path, file.url());
            return file;
        } catch (SQLException failed) {
            file.close();
            SqliteFault fault = SqliteFault.of(failed);
            throw new StoreProblem(named(path, fault.says() + " (" + told(failed) + ")"), failed);
        } catch (StoreProblem problem) {
            file.close();
            throw problem;
        }
    }

    private static void makeFolder(Path path) throws StoreProblem {
        Path folder = path.getParent();
        try {
            if (folder != null && !Files.isDirectory(folder)) {
                Files.createDirectories(folder, ownerOnly("rwx------"));
            }
        } catch (FileAlreadyExistsException file) {
            throw new StoreProblem(
                    named(path, "cannot be made: " + file.getFile() + " is no folder"), file);
        } catch (IOException refused) {
            throw notMade(path, refused);
        }
    }

    private static FileChannel locked(Path path) throws StoreProblem {
        Path beside = path.resolveSibling(path.getFileName() + ".lock");
        FileChannel channel;
        try {
            channel =
                    FileChannel.open(
                            beside,
                            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                            ownerOnly("rw-------"));
        } catch (IOException refused) {
            throw notMade(beside, refused);
        }
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException | IOException held) {
            // another server, in this process or on a file system that says so
        }
        closeQuietly(channel);
        throw problem(path, "is in use by another Sidetone server; give each a file of its own");
    }

    /** Before SQLite does, so that nobody else can ever read it. */
    private void make() throws StoreProblem {
        try {
            Files.createFile(path, ownerOnly("rw-------"));
        } catch (FileAlreadyExistsException kept) {
            // as its owner left it
        } catch (IOException refused) {
            throw notMade(path, refused);
        }
    }

    /**
     * Space of deleted calls goes back to the file system. Only an empty file takes that, so it
     * comes first: the journal's mode is written to the file already.
     */
    private void shape() throws SQLException {
        if (size(path) > 0) {
            return;
        }
        try (Connection connection = new SQLiteConfig().createConnection(url());
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA auto_vacuum = INCREMENTAL");
            statement.execute("PRAGMA journal_mode = WAL");
        }
    }

    private void check() throws SQLException, StoreProblem {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            statement.execute("COMMIT");
            if (bytes() > CHECKED_BYTES) {
                return;
            }
            try (ResultSet found = statement.executeQuery("PRAGMA quick_check(1)")) {
                if (found.next() && !"ok".equals(found.getString(1))) {
                    throw problem(path, SqliteFault.CORRUPT.says());
                }
            }
        }
    }

    /** A connection with the guarantees of the store. */
    Connection connect() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        // a commit is on the disk, not only with the system: it outlives a loss of power
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_MS);
        config.enforceForeignKeys(true);
        Connection connection = config.createConnection(url());
        try (Statement statement = connection.createStatement()) {
            // words that were deleted are overwritten
            statement.execute("PRAGMA secure_delete = ON");
        } catch (SQLException failed) {
            connection.close();
            throw failed;
        }
        return connection;
    }

    private String url() {
        return "jdbc:sqlite:" + path;
    }

    Path path() {
        return path;
    }

    /** Size with what is still in the journal. */
    long bytes() {
        return size(path) + size(path.resolveSibling(path.getFileName() + "-wal"));
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException absent) {
            return 0;
        }
    }

    @Override
    public void close() {
        closeQuietly(lock);
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException ignored) {
            // the lock falls with the process at the latest
        }
    }

    private static FileAttribute<?>[] ownerOnly(String permissions) {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static StoreProblem notMade(Path path, IOException refused) {
        return new StoreProblem(
                named(
                        path,
                        "cannot be made ("
                                + refused.getClass().getSimpleName()
                                + "); allow this user to write its folder, or name another file"),
                refused);
    }

    static StoreProblem problem(Path path, String says) {
        return new StoreProblem(named(path, says));
    }

    static String named(Path path, String says) {
        return "store.file: " + path + " " + says;
    }

    /** SQLite's own words on one line. */
    static String told(Exception failed) {
        return String.valueOf(failed.getMessage()).lines().findFirst().orElse("");
    }
}
