/** The mark of a value set by a person, in the Source column of our Assumptions sheet. */
export const SET_BY_ANALYST = "set by the analyst";
