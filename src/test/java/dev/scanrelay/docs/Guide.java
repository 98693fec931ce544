package dev.scanrelay.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page whose {@code sh} blocks are to be run in order; a {@code json} or {@code text} block behind one is what it prints. */
record Guide(String text, List<Step> steps) {

    private static final Pattern STEP = Pattern.compile(
            "^```sh\\n"
                    + "(?<run>.*?)^```\\n"
                    + "(?:\\n"
                    + "```(?:json|text)\\n"
                    + "(?<prints>.*?)^```$)?|^<!-- person: (?<person>\\w+) -->$",
            Pattern.MULTILINE | Pattern.DOTALL);

    sealed interface Step {

        /** @param prints what the page says comes out; nothing if it says nothing */
        record Run(String commands, Optional<String> prints) implements Step {}

        /** Something that a person does in a browser. */
        record Person(String what) implements Step {}
    }

    static Guide read(Path page) throws IOException {
        String text = Files.readString(page);
        List<Step> steps = new ArrayList<>();
        Matcher step = STEP.matcher(text);
        while (step.find()) {
            steps.add(
                    step.group("person") != null
                            ? new Step.Person(step.group("person"))
                            : new Step.Run(step.group("run"), Optional.ofNullable(step.group("prints"))));
        }
        return new Guide(text, List.copyOf(steps));
    }
}
