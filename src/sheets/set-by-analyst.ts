/** What marks a value that a person set, in the Source column of our Assumptions sheet. */
export const SET_BY_ANALYST = "set by the analyst";
