package org.cyborgml.app.study.web;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Invocable;

/**
 * Reads the body of a request as it comes; a slow one holds no thread. What is longer than wanted is read too and thrown away, up to a
 * limit: a connection closed with bytes unread is reset, and the client would lose the response that says what was wrong.
 */
final class BodyReader implements Invocable.Task {

    /** Of a body that is thrown away. */
    static final long MOST_DISCARDED = 8 << 20;

    private final Request request;
    private final int longest;
    private final Consumer<Optional<byte[]>> then;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private long length;

    private BodyReader(Request request, int longest, Consumer<Optional<byte[]>> then) {
        this.request = request;
        this.longest = longest;
        this.then = then;
    }

    /**
     * Reads a body to its end.
     *
     * @param longest bytes of a body that is kept
     * @param then gets the body, or nothing if it is longer or did not come; must not block
     */
    static void read(Request request, int longest, Consumer<Optional<byte[]>> then) {
        new BodyReader(request, longest, then).run();
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    @Override
    public void run() {
        while (true) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                request.demand(this);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                then.accept(Optional.empty());
                return;
            }
            boolean isLast = chunk.isLast();
            take(chunk.getByteBuffer());
            chunk.release();
            if (isLast || length > MOST_DISCARDED) {
                then.accept(isLast && length <= longest ? Optional.of(kept.toByteArray()) : Optional.empty());
                return;
            }
        }
    }

    private void take(ByteBuffer bytes) {
        length += bytes.remaining();
        if (length > longest) {
            kept.reset();
            return;
        }
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        kept.writeBytes(copy);
    }
}
