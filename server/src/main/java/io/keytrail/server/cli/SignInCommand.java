package io.keytrail.server.cli;

import io.keytrail.audit.json.JsonObject;
import io.keytrail.audit.json.JsonWriter;
import io.keytrail.audit.json.Limits;
import io.keytrail.audit.json.StrictJson;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `keytrail sign-in`: prints a link that signs a browser in.
@Command(
    name = "sign-in",
    description = {
      "Prints a link that signs a browser in to the dashboard: once, within ten minutes.",
      "Without --as it signs in the operator, who is the default account's root user."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class SignInCommand implements Callable<Integer> {
  @Mixin private Connection connection = new Connection();

  @Option(
      names = "--as",
      paramLabel = "ARN",
      description = "sign in as this user, e.g. arn:aws:iam::123456789012:user/Alice")
  private @Nullable String principal;

  @Override
  public Integer call() throws Exception {
    JsonObject body = JsonObject.builder().putIfPresent("principal", principal).build();
    String answer = connection.post("/api/v1/sign-in-links", JsonWriter.toText(body));
    System.out.println(url(answer));
    System.err.println("works once, within ten minutes");
    return 0;
  }

  private static String url(String answer) throws Exception {
    if (StrictJson.parse(answer, Limits.REQUEST) instanceof JsonObject made) {
      return made.string("url").orElseThrow(() -> new IOException("the server sent no link"));
    }
    throw new IOException("the server sent no link");
  }
}
