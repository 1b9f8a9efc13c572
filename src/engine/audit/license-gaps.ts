import { isoDay } from "../calendar";
import type { Context } from "../estate/context";
import { endOf, running } from "../estate/contract-lines";
import type {
  Estate,
  InstalledProduct,
  LicenseType,
  OwnedLicense,
  PersonIndex,
  SourceKind,
} from "../estate/estate";
import { allRates } from "../estate/rates";
import { grouped } from "../grouped";
import { spareSeats, type Reconciliation } from "../seats/reconciliation";
import { seats, sumKnown, total, type Seats } from "../units";
import type { Usage } from "../usage/usage";
import { counted } from "../wording";

/** How a product is licensed: by seats or tokens of a person, by licenses of another type, or nobody says how. */
export type LicensedBy = "seat or tokens" | "floating" | "perpetual" | "not stated";

/** One product under one license type: owned, deployed, the gap, and its cause (DOMAIN §13). Null is unknown. */
export interface LicenseGap {
  readonly product: string;
  readonly licensedBy: LicensedBy;
  /** Licenses owned; for seats and tokens, the users of devices who have a seat or draw tokens. */
  readonly owned: Seats | null;
  /**
   * Devices, or users of devices, at least where the cause says so; for floating licenses, the most in use at one time.
   */
  readonly deployed: Seats | null;
  /** Devices without a known user. */
  readonly withoutUser: number;
  /** Deployed − owned, at least 0; unknown where devices that could not be read may be what is beyond. */
  readonly gap: Seats | null;
  /** What explains the gap, or why it is unknown; empty without one. */
  readonly cause: string;
  readonly devices: readonly InstalledProduct[];
}

/** What the causes of gaps rest on. */
interface Books extends Pick<Usage, "demands"> {
  readonly context: Context;
  readonly reconciliations: readonly Reconciliation[];
}

/** The gaps by product and license type, in order; none without devices and licenses. */
export function licenseGaps(books: Books): LicenseGap[] {
  const { devices = [], licenses = [] } = books.context.estate;
  const byProduct = grouped(devices, ({ product }) => product);
  const products = [...new Set([...devices, ...licenses].map(({ product }) => product))].sort();
  const owned = grouped(licenses, ({ product }) => product);
  return products.flatMap((product) =>
    productGaps(
      product,
      { devices: byProduct.get(product) ?? [], licenses: owned.get(product) ?? [] },
      books,
    ),
  );
}

/** The devices and the licenses of one product. */
interface ProductInventory {
  readonly devices: readonly InstalledProduct[];
  readonly licenses: readonly OwnedLicense[];
}

function productGaps(product: string, { devices, licenses }: ProductInventory, books: Books): LicenseGap[] {
  const { estate } = books.context;
  const isTypeOpen =
    licenses.length > 0 || refusedOf("Installed devices", product, estate, "licenseType") > 0;
  const kinds = grouped(devices, ({ licenseType }) => licensedBy(licenseType, isTypeOpen));
  const has = (kind: LicensedBy): boolean =>
    kinds.has(kind) || licenses.some(({ licenseType }) => licenseType === kind);
  return (["perpetual", "floating", "seat or tokens", "not stated"] as const).filter(has).map((kind) => {
    const own = kinds.get(kind) ?? [];
    const base = { product, licensedBy: kind, withoutUser: 0, devices: own };
    if (kind === "not stated")
      return { ...base, owned: null, deployed: machines(own), gap: null, cause: "state the License type" };
    // A license server counts use, so no device that could not be read is missing there.
    if (kind === "floating")
      return { ...base, ...byLicense(kind, product, { devices: own, licenses }, books) };
    const judged =
      kind === "perpetual"
        ? byLicense(kind, product, { devices: own, licenses }, books)
        : bySeat(product, own, books);
    return { ...base, ...withUnread(judged, refusedOf("Installed devices", product, estate)) };
  });
}

/** A gap where some devices could not be read: at least what is known, and unknown where nothing is known to lack. */
function withUnread(judged: Judged, unread: number): Judged {
  if (unread === 0 || judged.gap === null) return judged;
  const why = `${counted(unread, "row")} of Installed devices could not be read`;
  return judged.gap === 0
    ? { ...judged, gap: null, cause: `${why}, so more may be installed` }
    : { ...judged, cause: `${judged.cause}; at least, because ${why}` };
}

/** A device without a license type is licensed by its user, unless its license may be of another type. */
const licensedBy = (type: LicenseType | undefined, isOpen: boolean): LicensedBy => {
  if (type === undefined) return isOpen ? "not stated" : "seat or tokens";
  return type === "floating" || type === "perpetual" ? type : "seat or tokens";
};

const machines = (devices: readonly InstalledProduct[]): Seats =>
  seats(new Set(devices.map(({ machine }) => machine)).size);

type Judged = Pick<LicenseGap, "owned" | "deployed" | "gap" | "cause"> & { readonly withoutUser?: number };

function byLicense(
  kind: "floating" | "perpetual",
  product: string,
  { devices, licenses }: ProductInventory,
  { context: { estate, asOf } }: Books,
): Judged {
  const own = licenses.filter(({ licenseType }) => licenseType === kind);
  if (refusedOf("Licenses owned", product, estate) > 0)
    return { owned: null, deployed: null, gap: null, cause: "a row of Licenses owned could not be read" };
  if (kind === "perpetual" && refusedOf("Licenses owned", product, estate, "deployed") > 0)
    return { owned: null, deployed: null, gap: null, cause: "a cell of Deployed could not be read" };
  const owned = total([seats(0), ...own.map((one) => one.licenses)]);
  const { least: deployed, most, apart } = kind === "perpetual" ? onDevices(devices, own) : inUse(own);
  if (deployed === null || most === null)
    return { owned, deployed, gap: null, cause: "state Peak in use of the license server" };
  const gap = seats(Math.max(deployed - owned, 0));
  if (gap === 0 && most > owned) return { owned, deployed, gap: null, cause: apart };
  if (gap === 0) return { owned, deployed, gap, cause: "" };
  const other = licenses.filter(({ licenseType }) => licenseType !== kind);
  const lapsed = own.flatMap(({ maintenanceUntil: until }) =>
    until !== undefined && until < asOf ? [until] : [],
  );
  const cause =
    own.length === 0 && other.length > 0
      ? `licensing model: ${counted(total(other.map((one) => one.licenses)), "license")} of the other type`
      : own.length === 0
        ? "no license is owned: bought outside the records, or not at all"
        : lapsed.length > 0
          ? `maintenance ended on ${isoDay(lapsed.reduce((a, b) => (a > b ? a : b)))}: a renewal may be missing`
          : `more ${kind === "perpetual" ? "devices" : "in use at one time"} than licenses`;
  return {
    owned,
    deployed,
    gap,
    cause: most > deployed ? `${cause}; the gap may be larger, because ${apart}` : cause,
  };
}

/** How many licenses are deployed: at least and at most, and why these differ. */
interface Deployed {
  readonly least: Seats | null;
  readonly most: Seats | null;
  readonly apart: string;
}

/** Floating licenses limit what is in use at one time. */
function inUse(own: readonly OwnedLicense[]): Deployed {
  const least = own.length === 0 ? null : sumKnown(own.map(({ peak }) => peak ?? null));
  return { least, most: least, apart: "" };
}

/** Listed devices, and devices known only by number: no table says whether they are the same devices. */
function onDevices(devices: readonly InstalledProduct[], own: readonly OwnedLicense[]): Deployed {
  const listed = machines(devices);
  const numbered = total([seats(0), ...own.flatMap(({ deployed }) => deployed ?? [])]);
  const least = seats(Math.max(listed, numbered));
  const apart = `Installed devices lists ${listed}, and Licenses owned says that ${numbered} are deployed`;
  return { least, most: listed === numbered ? least : seats(listed + numbered), apart };
}

/** How many rows on a product, or on none that they name, could not be read: as a whole, or one field of them. */
const refusedOf = (
  kind: SourceKind,
  name: string,
  { refusals }: Pick<Estate, "refusals">,
  field?: string,
): number =>
  refusals
    .filter((one) => one.kind === kind && (one.product ?? one.offering ?? name) === name)
    .filter(({ fields }) => (field === undefined ? fields.length === 0 : fields.includes(field)))
    .reduce((sum, { rows }) => sum + rows, 0);

function bySeat(product: string, devices: readonly InstalledProduct[], books: Books): Judged {
  const { context, demands } = books;
  const { estate, holdings, asOf } = context;
  const users = [...new Set(devices.flatMap(({ person }) => person ?? []))];
  const withoutUser = devices.filter(({ person }) => person === undefined).length;
  const deployed = seats(users.length);
  if (!isKnown(product, context))
    return {
      owned: null,
      deployed,
      withoutUser,
      gap: null,
      cause: "no other table names it: another name of a product that you own, or bought outside the records",
    };
  const drawsTokens = (person: PersonIndex): boolean =>
    demands[person]?.products.some((one) => one.product === product && one.drawn !== 0) === true;
  const isCovered = (person: PersonIndex): boolean =>
    holdings.seatFor(person, product, asOf) !== undefined || drawsTokens(person);
  const owned = seats(users.filter(isCovered).length);
  const gap = seats(deployed - owned);
  if (gap > 0 && estate.assignments.length === 0)
    return { owned: null, deployed, withoutUser, gap: null, cause: "no table says who holds seats" };
  if (gap === 0 && withoutUser > 0)
    return {
      owned,
      deployed,
      withoutUser,
      gap: null,
      cause: `state the user of ${counted(withoutUser, "device")}`,
    };
  return { owned, deployed, withoutUser, gap, cause: gap === 0 ? "" : causeOfMissingSeats(product, books) };
}

/** Whether a table besides the inventory knows the product under this name. */
const isKnown = (product: string, { estate, offers, rates }: Context): boolean =>
  estate.products.includes(product) ||
  offers.some(({ offering, covers }) => offering === product || covers.includes(product)) ||
  estate.subscriptions.some(({ offering }) => offering === product) ||
  allRates(rates).some((one) => one.product === product);

function causeOfMissingSeats(product: string, { context, reconciliations }: Books): string {
  const { estate, holdings, asOf } = context;
  const opening = estate.subscriptions.filter(({ offering }) => holdings.opens(offering, product));
  const spare = reconciliations
    .filter(({ offering }) => holdings.opens(offering, product))
    .flatMap((one) => spareSeats(one) ?? []);
  const free = total([seats(0), ...spare]);
  if (free > 0)
    return `licensing model: not assigned, with ${counted(free, "spare seat")} that would open it`;
  if (opening.length === 0) return "no purchase opens it: bought outside the records, or not at all";
  const runs = new Set(opening.flatMap((one) => (running(one, estate.contracts, asOf) ? one.offering : [])));
  const ended = opening.flatMap((line) => {
    const end = endOf(line, estate.contracts);
    const isOver = end !== undefined && end < asOf && !runs.has(line.offering);
    return isOver ? [{ offering: line.offering, end }] : [];
  });
  const [last] = ended.sort((a, b) => b.end - a.end);
  return last === undefined
    ? "more users than seats"
    : `missing renewal: ${last.offering} ended on ${isoDay(last.end)}`;
}
