/** The columns of the vendor's daily export with people shown. */
export const USAGE_HEADER = [
  "team_alias",
  "offering_name",
  "product_name",
  "version",
  "day_used",
  "access_option",
  "hashed_autodesk_id",
  "autodesk_id",
  "email",
  "first_name",
  "last_name",
  "tokens_used",
] as const;
