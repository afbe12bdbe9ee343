/*
 * Copyright 2026 The Sidetone Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.sidetone.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class ArchitectureTest {

    private static final String MEDIA = "dev.sidetone.media..";
    private static final String CODEC = "dev.sidetone.codec..";
    private static final String VAD = "dev.sidetone.vad..";
    private static final String ORCHESTRATOR = "dev.sidetone.orchestrator..";
    private static final String SERVER = "dev.sidetone.server..";
    private static final String BENCH = "dev.sidetone.bench..";

    private static final String PROVIDER = "dev.sidetone.orchestrator.provider..";
    private static final String TOOL = "dev.sidetone.orchestrator.tool..";

    private static final String[] NETTY = {"io.netty.."};
    private static final String[] JSON = {
        "tools.jackson..", "com.fasterxml.jackson..", "com.networknt.."
    };
    private static final String[] SQL = {
        "java.sql..", "javax.sql..", "org.sqlite..", "org.flywaydb.."
    };

    /** Everything that runs on a media worker's thread, frame by frame. */
    private static final String[] WORKER_CODE = {
        MEDIA,
        CODEC,
        VAD,
        "dev.sidetone.orchestrator.call..",
        "dev.sidetone.orchestrator.leg..",
        "dev.sidetone.orchestrator.turn.."
    };

    private static final JavaClasses HOUSE =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("dev.sidetone");

    @Test
    void shouldDependOneWayOnlyBetweenModules() {
        check(
                layeredArchitecture()
                        .consideringOnlyDependenciesInLayers()
                        .withOptionalLayers(true)
                        .layer("media")
                        .definedBy(MEDIA)
                        .layer("codec")
                        .definedBy(CODEC)
                        .layer("vad")
                        .definedBy(VAD)
                        .layer("orchestrator")
                        .definedBy(ORCHESTRATOR)
                        .layer("server")
                        .definedBy(SERVER)
                        .layer("bench")
                        .definedBy(BENCH)
                        .whereLayer("media")
                        .mayNotAccessAnyLayer()
                        .whereLayer("codec")
                        .mayOnlyAccessLayers("media")
                        .whereLayer("vad")
                        .mayOnlyAccessLayers("media")
                        .whereLayer("orchestrator")
                        .mayOnlyAccessLayers("media", "codec", "vad")
                        .whereLayer("server")
                        .mayOnlyAccessLayers("media", "codec", "vad", "orchestrator"));
    }

    @Test
    void shouldKeepNetworkJsonAndSqlOutOfMediaCodecAndVad() {
        check(none(NETTY, MEDIA, CODEC, VAD));
        check(none(JSON, MEDIA, CODEC, VAD));
        check(none(SQL, MEDIA, CODEC, VAD));
    }

    @Test
    void shouldUseNettyOnlyWhereSocketsAre() {
        check(
                onlyIn(
                        NETTY,
                        "dev.sidetone.server.io..",
                        "dev.sidetone.server.carrier..",
                        "dev.sidetone.server.api..",
                        PROVIDER,
                        BENCH));
    }

    @Test
    void shouldUseJsonOnlyInProvidersToolsAndServer() {
        check(onlyIn(JSON, PROVIDER, TOOL, SERVER, BENCH));
    }

    @Test
    void shouldKeepSqlOutOfOrchestrator() {
        check(none(SQL, ORCHESTRATOR));
    }

    /** What is kept of calls goes through a port; one package below it knows of SQL. */
    @Test
    void shouldUseSqlOnlyInTheStoresBehindThePort() {
        check(onlyIn(SQL, "dev.sidetone.server.store.sqlite.."));
    }

    @Test
    void shouldHaveNoCyclesBetweenPackages() {
        check(slices().matching("dev.sidetone.(**)").should().beFreeOfCycles());
    }

    /** What vendors share (net) they may use; the catalogue builds them all. */
    @Test
    void shouldKeepProviderVendorsApart() {
        check(
                slices().matching("dev.sidetone.orchestrator.provider.(*)..")
                        .should()
                        .notDependOnEachOther()
                        .ignoreDependency(
                                resideInAPackage("dev.sidetone.orchestrator.provider.catalog.."),
                                alwaysTrue())
                        .ignoreDependency(
                                alwaysTrue(),
                                resideInAPackage("dev.sidetone.orchestrator.provider.net..")));
    }

    @Test
    void shouldNameClassesByWhatTheyDo() {
        check(noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Manager|Impl|Session)"));
    }

    @Test
    void shouldTakeNoLockOnMediaWorkers() {
        check(
                noMethods()
                        .that()
                        .areDeclaredInClassesThat()
                        .resideInAnyPackage(WORKER_CODE)
                        .should()
                        .haveModifier(JavaModifier.SYNCHRONIZED));
        check(
                noClasses()
                        .that()
                        .resideInAnyPackage(WORKER_CODE)
                        .should()
                        .dependOnClassesThat()
                        .haveNameMatching("java\\.util\\.concurrent\\.locks\\.(?!LockSupport$).*"));
    }

    private static ArchRule none(String[] libraries, String... packages) {
        return noClasses()
                .that()
                .resideInAnyPackage(packages)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(libraries);
    }

    private static ArchRule onlyIn(String[] libraries, String... packages) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(packages)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(libraries);
    }

    /** Packages fill up over time: an empty one breaks no rule. */
    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(HOUSE);
    }
}
