import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;

/**
 * Neo4j Community servers in one process, told what to do on standard input, one line each, words between tabs:
 * "open PORT FOLDER" starts the one whose data and neo4j.conf are in that folder, "close PORT" stops it. Each line is
 * answered by "opened PORT", "closed PORT" or "failed PORT WHY". The process ends with its standard input.
 */
public class Launcher {
    public static void main(String[] args) throws Exception {
        PrintStream answers = System.out;
        System.setOut(System.err);
        Map<String, DatabaseManagementService> running = new ConcurrentHashMap<>();
        Runtime.getRuntime().addShutdownHook(
                new Thread(() -> running.values().forEach(DatabaseManagementService::shutdown)));
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] words = line.split("\t");
            String port = words[1];
            try {
                if (words[0].equals("open")) {
                    running.put(port, open(Path.of(words[2])));
                    answers.println("opened " + port);
                } else {
                    running.remove(port).shutdown();
                    answers.println("closed " + port);
                }
            } catch (Exception e) {
                e.printStackTrace();
                answers.println("failed " + port + " " + e);
            }
            answers.flush();
        }
        System.exit(0);
    }

    private static DatabaseManagementService open(Path folder) {
        return new DatabaseManagementServiceBuilder(folder)
                .loadPropertiesFromFile(folder.resolve("neo4j.conf"))
                .build();
    }
}
