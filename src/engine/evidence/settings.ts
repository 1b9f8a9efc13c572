import { listed } from "../wording";

/** A setting of the analyst that was not used as typed. */
export type SettingDoubt =
  /**
   * The value cannot be used. `used` is the value that was used instead, null where it stays unknown; absent where
   * the analysis was refused.
   */
  | {
      readonly is: "refused";
      readonly name: string;
      readonly typed: string;
      readonly used?: string | null;
      /** "row 4 of Assumptions"; absent for a setting of the command line. */
      readonly where?: string;
    }
  /** No setting has this name. */
  | { readonly is: "unknown"; readonly name: string; readonly typed: string }
  /** Several places give different values; the last was used. */
  | {
      readonly is: "disputed";
      readonly name: string;
      readonly values: readonly { readonly typed: string; readonly where: string }[];
    };

/** What became of a setting, as a sentence without a full stop. */
export function settingDoubt(doubt: SettingDoubt): string {
  const { name } = doubt;
  switch (doubt.is) {
    case "refused":
      if (doubt.used === undefined) return `"${doubt.typed}" is not a valid value of ${name}`;
      return (
        `${name}: "${doubt.typed}"${doubt.where === undefined ? "" : ` in ${doubt.where}`} could not be read; ` +
        (doubt.used === null
          ? "it stays unknown"
          : `${doubt.used} was used, so what rests on it is conditional`)
      );
    case "unknown":
      return `There is no assumption "${name}", so "${doubt.typed}" changed nothing`;
    case "disputed": {
      const places = doubt.values.map(({ typed, where }) => `${typed} in ${where}`);
      return `${name} is ${listed(places)}; ${doubt.values.at(-1)?.typed ?? ""} was used`;
    }
  }
}
