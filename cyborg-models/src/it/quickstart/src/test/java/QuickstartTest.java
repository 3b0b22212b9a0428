import org.junit.jupiter.api.Test;

class QuickstartTest {
    @Test
    void runs() {
        Quickstart.main(new String[0]);
    }
}
