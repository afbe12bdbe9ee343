/** What is said: echo and cascade conversations, transcript, clauses, phrase cache. Runs on the call's worker. */
@NullMarked
package dev.sidetone.orchestrator.conversation;

import org.jspecify.annotations.NullMarked;
