package dev.scanrelay.patient;

/** Why a patient may be the one that was asked for, the surest first. A name that was not asked for counts as the same. */
public enum MatchReason {
    /** Names and chart number are the same, but for case, accents, hyphens, apostrophes and spaces. */
    EXACT,
    /** The chart number is the same, first and last name are swapped or in another order. */
    CHART_NAME_REORDERED,
    /** The chart number is the same, the name is another. */
    CHART_OTHER_NAME,
    /** The chart number is the same; no name was asked for. */
    CHART_ONLY,
    /** The names are the same or reordered, and one of the two has no chart number. */
    NAME_NO_CHART,
    /** The names are the same or reordered, the chart numbers differ. */
    NAME_OTHER_CHART,
    /** The names are one another's only if an umlaut was once spelled out and once left off: Mueller and Muller. */
    NAME_ALIKE
}
