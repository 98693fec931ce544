package dev.scanrelay.patient;

/** Why a patient may be the one that was asked for, the surest first. */
public enum MatchReason {
    /** Names and chart number are the same, but for case, accents and spaces. */
    EXACT,
    /** The chart number is the same, first and last name are swapped or in another order. */
    CHART_NAME_REORDERED,
    /** The chart number is the same, the name is another. */
    CHART_OTHER_NAME,
    /** The names are the same, and one of the two has no chart number. */
    NAME_NO_CHART,
    /** The names are the same or reordered, the chart numbers differ. */
    NAME_OTHER_CHART
}
