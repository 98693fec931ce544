package dev.scanrelay.console;

import dev.scanrelay.pairing.Authorized;
import dev.scanrelay.pairing.Invitation;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Every dead end, in words for the people of a clinic. */
final class Notices {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final String ASK = "Ask the people of your practice software to send you a new link.";
    private static final String NOTHING = "Nothing was connected.";

    private Notices() {}

    static Notice forged() {
        return Notice.of(
                404,
                "This link is not valid",
                "It is incomplete, or it was not made by us. Often a part is missing after copying.",
                "Open it once more from the message it came in. If that does not help: " + lower(ASK));
    }

    static Notice forgotten() {
        return Notice.of(410, "This link is over", "It expired a long time ago.", ASK);
    }

    static Notice expired(Invitation invitation) {
        return Notice.of(
                410,
                "This link has expired",
                "It was good until " + DAY.format(invitation.expiresAt()) + ". " + NOTHING,
                ASK);
    }

    static Notice withdrawn() {
        return Notice.of(
                410,
                "This link was withdrawn",
                "Your practice software has taken it back. " + NOTHING,
                "If you still want to connect your clinic: " + lower(ASK));
    }

    static Notice spent(Invitation invitation) {
        return Notice.of(
                410,
                "This link was used already",
                "Account " + invitation.spentFor().map(Object::toString).orElse("") + " was connected with it."
                        + " A link connects one account, once.",
                "To connect another account, or this one anew: " + lower(ASK));
    }

    /** The invitation was open when the page was shown. */
    static Notice taken() {
        return Notice.of(
                409,
                "This link is not free any more",
                "It was used or withdrawn meanwhile, or it is being used in another window at this moment.",
                "Look whether your clinic is connected in your practice software. If it is not: " + lower(ASK));
    }

    static Notice loginRefused(Authorized.Reason reason) {
        return switch (reason) {
            case UNKNOWN_STATE ->
                Notice.of(
                        400,
                        "This log-in does not belong here",
                        "We do not know the log-in that you came back from. " + NOTHING,
                        "Begin anew from the link that you were sent.");
            case USED_STATE ->
                Notice.of(
                        400,
                        "This page was used already",
                        "You came back from Align with an answer that was used before, perhaps by the back button.",
                        "Begin anew from the link that you were sent, or look into your practice software whether all is done.");
            case EXPIRED_STATE ->
                Notice.of(
                        400,
                        "The log-in took too long",
                        "For your safety it has to be finished within a few minutes. " + NOTHING,
                        "Begin anew; your link is still good.");
            case CANCELLED ->
                Notice.of(
                        400,
                        "You cancelled the log-in",
                        NOTHING,
                        "You may begin anew whenever you like, as long as your link is good.");
            case CODE_REFUSED ->
                Notice.of(400, "Align did not confirm the log-in", NOTHING, "Begin anew and sign in once more.");
            case ALIGN_OUT ->
                Notice.of(
                        503,
                        "Align does not answer",
                        "Align's service does not answer as it should just now. " + NOTHING,
                        "Begin anew in a few minutes.");
        };
    }

    static Notice anotherBrowser() {
        return Notice.of(
                403,
                "The log-in was begun somewhere else",
                "You came back from Align in another browser, or another window, than the one in which you began."
                        + " For your safety it does not go on here. " + NOTHING,
                "Open the link that you were sent in this browser and begin anew.");
    }

    static Notice notFromHere() {
        return Notice.of(
                403,
                "This page can't be used from here",
                "The form did not come from our own page, or the page is from an earlier try. Nothing was changed.",
                "Open the link that you were sent and begin anew.");
    }

    static Notice noVisit() {
        return Notice.of(
                404,
                "There is nothing to go on with",
                "You have no log-in in this browser, or it is over. Cookies have to be allowed for this page.",
                "Open the link that you were sent and begin anew.");
    }

    static Notice alignOut() {
        return Notice.of(
                503,
                "Align does not answer",
                "Align's service does not answer as it should just now. Nothing is lost.",
                "Load this page again in a minute.");
    }

    static Notice noAccounts(Invitation invitation) {
        return Notice.of(
                409,
                "There is no account that you can connect",
                invitation
                        .account()
                        .map(account -> "This link is for account " + account
                                + ", and Align says that your log-in does not" + " belong to it.")
                        .orElse("Align says that your log-in belongs to no account that can be connected."),
                "Begin anew with the log-in of a doctor of this clinic, or ask Align to add yours.");
    }

    static Notice notThisOne() {
        return Notice.of(
                409,
                "This account can't be connected",
                "Align does not let your log-in connect this account. " + NOTHING,
                "Begin anew with the log-in of a doctor of this clinic, or ask Align to add yours.");
    }

    static Notice notReady() {
        return Notice.of(
                409,
                "Connecting is not set up yet",
                "This service can't be told of new scans yet. " + NOTHING,
                "Tell the people of your practice software.");
    }

    static Notice warningsNotYet() {
        return Notice.of(
                503,
                "Your account is connected, one answer is missing",
                "Align has not answered yet whether the chart numbers of your patients are in order. Until then scans wait;"
                        + " none is lost.",
                "Load this page again in a minute.");
    }

    static Notice signInAgain() {
        return Notice.of(
                409,
                "Your log-in at Align has ended",
                "The account was connected, but Align does not take its log-in any more. Scans wait; none is lost.",
                "Somebody of your clinic has to sign in anew: " + lower(ASK));
    }

    static Notice disconnected() {
        return Notice.of(
                409,
                "Your clinic is not connected any more",
                "The connection was ended after you made it.",
                "To connect your clinic anew: " + lower(ASK));
    }

    static Notice backToSoftware() {
        return Notice.good(
                "You are signed in",
                List.of(
                        "Go back to your practice software now and choose the account there.",
                        "You may close this window."));
    }

    static Notice internal() {
        return Notice.of(
                500,
                "Something went wrong on our side",
                "We have written it down. Nothing of what you did before is lost.",
                "Load this page again in a minute. If it does not help, tell the people of your practice software.");
    }

    private static String lower(String sentence) {
        return Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1);
    }
}
