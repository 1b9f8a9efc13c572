import type { Session } from "../estate/estate";
import type { BusinessHours } from "./business-hours";

/** Words for machines that serve several people or none. */
const SERVICE_NAMES = /\b(?:shared|service|server|terminal)/i;

/** Whether a machine is marked as one that serves several people or none. */
export const isServiceMachine = ({ machineType }: Session): boolean =>
  machineType !== undefined && SERVICE_NAMES.test(machineType);

/** Whether a session shows that a person used the product. */
export const showsPerson = ({ loggedIn, activeMinutes, machineType }: Session): boolean =>
  activeMinutes === undefined ? loggedIn === true && !/service/i.test(machineType ?? "") : activeMinutes > 0;

/** For the question whether a session would be background use if it ran outside business hours. */
export const NEVER_OPEN: Pick<BusinessHours, "isOutside"> = { isOutside: () => true };

/**
 * Why a session is background use, in a few words; null where a person may have used the product (DOMAIN §10).
 *
 * Outside business hours one sign suffices: nobody logged in, no active minute, or a shared or service machine. At any
 * hour two signs do, if one of them is that nobody was logged in. Active minutes, or somebody logged in at a machine
 * that is no service machine, are signs of a person, as in a night shift: then it is none. Without business hours it is
 * not known which use was outside them.
 */
export function backgroundReason(
  session: Session,
  hours: Pick<BusinessHours, "isOutside"> | null,
): string | null {
  if (showsPerson(session)) return null;
  const { start, end, loggedIn, activeMinutes } = session;
  const isService = isServiceMachine(session);
  const signs = [
    ...(loggedIn === false ? ["nobody logged in"] : []),
    ...(activeMinutes === 0 ? ["no active minute"] : []),
    ...(isService ? [`machine type ${session.machineType ?? ""}`] : []),
  ];
  const isOutside = hours?.isOutside(start, end) === true;
  if (isOutside ? signs.length === 0 : loggedIn !== false || signs.length < 2) return null;
  return [...(isOutside ? ["outside business hours"] : []), ...signs].join(", ");
}
