import java.nio.file.Path;
import java.util.Arrays;
import org.neo4j.cli.ExecutionContext;
import org.neo4j.importer.ImportCommand;
import picocli.CommandLine;

/** What `neo4j-admin database import full` runs: the first word is the home of the server, the others are its arguments. */
public class Import {
    public static void main(String[] args) {
        Path home = Path.of(args[0]);
        CommandLine command = new CommandLine(new ImportCommand.Full(new ExecutionContext(home, home)));
        System.exit(command.execute(Arrays.copyOfRange(args, 1, args.length)));
    }
}
