import org.cyborgml.models.SmallCnn;

public final class Quickstart {
    public static void main(String[] arguments) {
        System.out.println(SmallCnn.builder().build().init().numParams());
    }
}
