package example;

import io.pyroscope.http.Format;
import io.pyroscope.javaagent.EventType;
import io.pyroscope.javaagent.PyroscopeAgent;
import io.pyroscope.javaagent.config.Config;
import io.pyroscope.labels.v2.LabelsSet;
import io.pyroscope.labels.v2.Pyroscope;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Users whose addresses are checked. v1 compiles the pattern for each address; v2 once. */
@SpringBootApplication
@RestController
public class UserService {
  private static final String VERSION = env("VERSION", "v1");
  private static final String ADDRESS = "^[\\w.+-]{1,64}@(?:[a-z0-9-]{1,63}\\.){1,8}[a-z]{2,24}$";
  private static final Pattern COMPILED = Pattern.compile(ADDRESS);
  private static final List<String> ADDRESSES =
      IntStream.range(0, 2_000).mapToObj(n -> "user" + n + "@mail" + n % 50 + ".example.com").toList();

  public static void main(String[] args) {
    PyroscopeAgent.start(
        new Config.Builder()
            .setApplicationName("user-service")
            .setServerAddress(env("PYROSCOPE_URL", "http://localhost:4040"))
            .setLabels(Map.of("version", VERSION, "region", env("REGION", "eu-north")))
            .setProfilingEvent(EventType.ITIMER)
            .setProfilingAlloc("512k")
            .setProfilingLock("10ms")
            .setFormat(Format.JFR)
            .build());
    SpringApplication.run(UserService.class, args);
  }

  @GetMapping("/users")
  public Map<String, Integer> users() {
    AtomicInteger valid = new AtomicInteger();
    Pyroscope.LabelsWrapper.run(new LabelsSet("endpoint", "/users"), () -> valid.set(countValid()));
    return Map.of("valid", valid.get());
  }

  @GetMapping("/ready")
  public String ready() {
    return VERSION;
  }

  private static int countValid() {
    return (int) ADDRESSES.stream().filter(VERSION.equals("v1") ? UserService::checkAnew : UserService::checkCompiled).count();
  }

  private static boolean checkAnew(String address) {
    return Pattern.compile(ADDRESS).matcher(address).matches();
  }

  private static boolean checkCompiled(String address) {
    return COMPILED.matcher(address).matches();
  }

  private static String env(String name, String fallback) {
    String value = System.getenv(name);
    return value == null || value.isEmpty() ? fallback : value;
  }
}
