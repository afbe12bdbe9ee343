/** The only door into a worker: one Disruptor ring per worker, pre-allocated slots. Any thread offers; the worker drains. */
@NullMarked
package dev.sidetone.media.inbox;

import org.jspecify.annotations.NullMarked;
