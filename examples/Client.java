// A client of the line protocol: java Client.java sort N... | quiz NAME | counter ID [STEPS]
// The server is at APP_HOST (127.0.0.1) and APP_PORT (4000).
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Random;

import static java.nio.charset.StandardCharsets.UTF_8;

public class Client implements AutoCloseable {
    static final int REPLY_MS = 5000; // a server that is silent for longer is lost
    static final int STEP_MS = 500;
    static final int STEPS_PER_INCREMENT = 8;

    /** The reply was ERR: a code for programs, and a message for people. */
    static class Refused extends Exception {
        Refused(String text) {
            super(text);
        }

        String code() {
            return getMessage().split(" ")[0];
        }
    }

    private final Socket socket = new Socket();
    private final BufferedReader reader;
    /** What the server said between replies, oldest first. */
    private final Queue<String> events = new ArrayDeque<>();

    Client(String host, int port) throws IOException {
        socket.connect(new InetSocketAddress(host, port), REPLY_MS);
        socket.setSoTimeout(REPLY_MS);
        socket.setTcpNoDelay(true);
        reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /**
     * Returns the next line. TCP carries bytes, not messages: a read from the socket may give half a line, or three lines and a
     * half. So never take a read for a message: the reader keeps what came, and this takes whole lines out of it. (readLine()
     * would hand out the first half of a line, as if it were whole, when the server vanishes in the middle of it.)
     */
    private String nextLine() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = reader.read(); next != '\n'; next = reader.read()) {
            if (next < 0) throw new IOException("the server closed the connection");
            if (next != '\r') line.append((char) next);
        }
        return line.toString();
    }

    /** Sends a request. Returns what follows OK in the reply. Throws Refused if the reply is ERR. */
    String ask(String request) throws IOException, Refused {
        socket.getOutputStream().write((request + "\n").getBytes(UTF_8)); // in one piece: small writes are slow
        while (true) {
            String line = nextLine();
            String kind = line.split(" ", 2)[0];
            String text = line.substring(Math.min(line.length(), kind.length() + 1));
            if (kind.equals("OK")) return text;
            if (kind.equals("ERR")) throw new Refused(text);
            if (kind.equals("*")) events.add(text); // an event can come between any two lines: keep it for later
            else if (!line.isEmpty() && !line.startsWith("#")) { // "#" is a note for people
                throw new IOException("this is not the line protocol: " + line);
            }
        }
    }

    /** Returns the next event. Each PING also shows that the server is still there. */
    String nextEvent() throws IOException, Refused, InterruptedException {
        while (events.isEmpty()) {
            ask("PING"); // its reply comes after all events so far
            if (events.isEmpty()) Thread.sleep(1000);
        }
        return events.remove();
    }

    void sort(String numbers) throws IOException, Refused {
        System.out.println(ask("SORT " + numbers));
    }

    void quiz(String name) throws IOException, Refused, InterruptedException {
        BufferedReader typed = new BufferedReader(new InputStreamReader(System.in));
        System.out.println(ask("QUIZ " + name)); // with a token, and the place in line if all seats are taken
        String event = "";
        while (!event.startsWith("result ")) {
            event = nextEvent();
            if (event.startsWith("question ")) answer(event.substring("question ".length()), typed);
            else System.out.println(event);
        }
    }

    private void answer(String question, BufferedReader typed) throws IOException, Refused {
        while (true) {
            System.out.print(question + " = ");
            System.out.flush();
            String text = typed.readLine();
            if (text == null) throw new IOException("the answers ended before the questions did");
            ask("PING");
            if (!events.isEmpty()) return; // while the player was thinking, the time for this question ran out
            try {
                System.out.println(ask(text.isBlank() ? "SKIP" : "ANSWER " + text.strip()));
                return;
            } catch (Refused refused) {
                if (!refused.code().equals("not-an-integer") && !refused.code().equals("bad-arguments")) throw refused;
                System.out.println(refused.getMessage()); // a failed request changes nothing: the question is still open
            }
        }
    }

    void counter(String id, long steps) throws IOException, Refused, InterruptedException {
        Map<String, String> facts = new HashMap<>();
        for (String fact : ask("COUNTER " + id).split(" ")) facts.put(fact.split("=", 2)[0], fact.split("=", 2)[1]);
        long value = Long.parseLong(facts.get("value"));
        long increment = Long.parseLong(facts.get("increment"));
        Random random = new Random();
        for (long step = 1; step <= steps; step++) {
            Thread.sleep(STEP_MS);
            value += increment;
            System.out.println(ask("VALUE " + value));
            if (step % STEPS_PER_INCREMENT == 0) increment = Long.parseLong(ask(random.nextBoolean() ? "ODD" : "EVEN"));
        }
    }

    public static void main(String[] args) throws InterruptedException {
        String host = System.getenv().getOrDefault("APP_HOST", "127.0.0.1");
        int port = Integer.parseInt(System.getenv().getOrDefault("APP_PORT", "4000"));
        String mode = args.length > 1 ? args[0] : "";
        boolean hasSteps = mode.equals("counter") && args.length > 2;
        if (!mode.matches("sort|quiz|counter") || (hasSteps && !args[2].matches("[0-9]+"))) {
            System.err.println("usage: Client.java sort N... | quiz NAME | counter ID [STEPS]");
            System.exit(2);
        }
        String words = String.join(" ", Arrays.asList(args).subList(1, args.length));
        try (Client server = new Client(host, port)) {
            if (mode.equals("sort")) server.sort(words);
            else if (mode.equals("quiz")) server.quiz(words);
            else server.counter(args[1], hasSteps ? Long.parseLong(args[2]) : Long.MAX_VALUE);
        } catch (Refused refused) {
            System.err.println("The server refused: " + refused.getMessage());
            System.exit(1);
        } catch (IOException | RuntimeException error) { // Java has exceptions of its own for a reply that makes no sense
            System.err.println("Cannot continue with " + host + ":" + port + ": " + error.getMessage());
            System.exit(1);
        }
    }
}
