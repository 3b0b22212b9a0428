package org.cyborgml.app.study.browser;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The events of the DevTools protocol for a key that is pressed and released. */
final class KeyEvents {

    private KeyEvents() {}

    /** Parameters of each event as name, value, name, value. */
    static List<Object[]> of(String key, Modifier... modifiers) {
        int mask = 0;
        for (Modifier modifier : modifiers) {
            mask |= modifier.bit();
        }
        List<Object> common =
                List.of("key", key, "code", code(key), "modifiers", mask, "windowsVirtualKeyCode", virtualKey(key));
        List<Object> down = new ArrayList<>(common);
        if (mask == 0 && (key.length() == 1 || key.equals("Enter"))) {
            down.addAll(List.of("type", "keyDown", "text", key.equals("Enter") ? "\r" : key));
        } else {
            down.addAll(List.of("type", "rawKeyDown"));
        }
        List<Object> up = new ArrayList<>(common);
        up.addAll(List.of("type", "keyUp"));
        return List.of(down.toArray(), up.toArray());
    }

    private static String code(String key) {
        if (key.equals(" ")) {
            return "Space";
        }
        return key.length() == 1 && Character.isLetter(key.charAt(0)) ? "Key" + key.toUpperCase(Locale.ROOT) : key;
    }

    private static int virtualKey(String key) {
        return switch (key) {
            case "Tab" -> 9;
            case "Enter" -> 13;
            case "Escape" -> 27;
            case " " -> 32;
            case "ArrowLeft" -> 37;
            case "ArrowUp" -> 38;
            case "ArrowRight" -> 39;
            case "ArrowDown" -> 40;
            default -> key.length() == 1 ? Character.toUpperCase(key.charAt(0)) : 0;
        };
    }
}
