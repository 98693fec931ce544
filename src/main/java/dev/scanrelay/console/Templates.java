package dev.scanrelay.console;

import dev.scanrelay.pairing.AccountChoice;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;

/** The templates under {@code templates/console}; what they need is checked when the service is built. */
@CheckedTemplate(basePath = "console")
final class Templates {

    private Templates() {}

    static native TemplateInstance start(String practiceSoftware, String label, String account);

    static native TemplateInstance accounts(
            String practiceSoftware, List<AccountChoice> accounts, String formToken, boolean nothingChosen);

    static native TemplateInstance warnings(String practiceSoftware, int shared, int missing, String formToken);

    static native TemplateInstance notice(Notice notice);
}
