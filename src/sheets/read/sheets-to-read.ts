import type { SheetInfo } from "../../workbook/reader";

/** Whether a sheet of ours holds results. Our Assumptions sheet and our templates are read. */
export const isResult = ({ ours }: SheetInfo): boolean =>
  ours !== undefined && ours !== "assumptions" && !ours.startsWith("template-");

/**
 * Whether a sheet is hidden. Nobody expects its figures in an answer, so it is named and not read (DOMAIN §14).
 */
export const isUnseen = ({ hidden, ours }: SheetInfo): boolean => hidden && ours === undefined;
