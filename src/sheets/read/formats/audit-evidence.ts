import { addDays, addMonths } from "../../../engine/calendar";
import {
  evidenceKind,
  licenseType,
  nameText,
  pastDay,
  text,
  day,
  invoicedSeats,
  wholeSeats,
} from "../cell-values";
import { needed, optional } from "../column";
import { Fault } from "../fault";
import { format } from "../format";
import { known } from "../known";
import { userNamed, userSubject } from "../person-columns";

/** Products on devices, as a SAM tool or a survey of machines lists them. */
export const installedDevices = format({
  kind: "Installed devices",
  columns: {
    machine: needed(nameText, "Machine", "Device", "Hostname", "Computer", "Device name"),
    product: needed(text, "Product", "product_name", "Installed product", "Software"),
    installed: optional(pastDay, "Installed", "Install date", "Installed on"),
    licenseType: optional(licenseType, "License type"),
    user: optional(nameText, "User", "User name", "Email", "Assigned user"),
    department: optional(text, "Department"),
    version: optional(text, "Version"),
    sku: optional(text, "SKU", "Product SKU"),
  },
  needs: [["installed", "licenseType", "sku"]],
  survives: ["installed", "licenseType", "user", "department", "version", "sku"],
  subject: userSubject,
  open: (table) => {
    const { draft } = table;
    return ({ machine, product, user, ...row }) => {
      const person = user === undefined ? undefined : userNamed(user, table);
      // A machine that several people share has a row for each.
      const doubled = table.doubled([machine, draft.names.of(product), row.version, row.licenseType, person]);
      if (doubled) return doubled;
      const name = draft.names.of(product);
      const { origin } = table;
      draft.devices.push((final) => ({
        ...known({ ...row, person: person === undefined ? undefined : final.person(person) }),
        machine,
        product: final.name(name),
        origin,
      }));
      return undefined;
    };
  },
});

/** Perpetual and floating licenses, which no export of the account portal lists. */
export const licensesOwned = format({
  kind: "Licenses owned",
  columns: {
    product: needed(text, "Product", "product_name"),
    licenseType: needed(licenseType, "License type"),
    licenses: needed(wholeSeats, "Licenses", "Licences", "Licenses owned", "Quantity"),
    deployed: optional(wholeSeats, "Deployed", "Installations", "Devices installed"),
    peak: optional(wholeSeats, "Peak in use", "Peak use", "Most in use"),
    sku: optional(text, "SKU", "Product SKU"),
    maintenanceUntil: optional(day, "Maintenance until", "Maintenance end"),
  },
  survives: ["deployed", "peak", "sku", "maintenanceUntil"],
  subject: ({ product }, { draft }) => ({
    product: product === undefined ? undefined : draft.names.of(product),
  }),
  open: (table) => {
    const { draft } = table;
    return ({ product, licenseType: type, licenses, ...row }) => {
      if (type !== "perpetual" && type !== "floating") return Fault.of("license-not-owned", type);
      const name = draft.names.of(product);
      const doubled = table.doubled([name, type, licenses, row.deployed, row.sku, row.maintenanceUntil]);
      if (doubled) return doubled;
      const { origin } = table;
      draft.licenses.push((final) => ({
        ...known(row),
        product: final.name(name),
        licenseType: type,
        licenses,
        origin,
      }));
      return undefined;
    };
  },
});

/** Seats as the vendor or a reseller invoiced them: one row for each line of an invoice. */
export const invoices = format({
  kind: "Invoices",
  columns: {
    invoice: needed(nameText, "Invoice", "Invoice number"),
    day: needed(pastDay, "Invoice date"),
    offering: needed(nameText, "Offering", "offering_name", "Product"),
    seats: needed(invoicedSeats, "Seats", "Quantity", "seat_quantity"),
    from: optional(day, "From", "Service from"),
    to: optional(day, "To", "Service to"),
    credits: optional(nameText, "Credited invoice", "Original invoice"),
  },
  subject: ({ offering }, { draft }) => ({
    offering: offering === undefined ? undefined : draft.names.of(offering),
  }),
  open: (table) => {
    const { draft } = table;
    return ({ invoice, day: on, offering, seats, from, to, credits }) => {
      const first = from ?? on;
      if (to !== undefined && to < first) return Fault.endsBeforeStart(first, to);
      const name = draft.names.of(offering);
      const doubled = table.doubled([invoice, name, seats, from, to, credits]);
      if (doubled) return doubled;
      const { origin } = table;
      draft.invoices.push((final) => ({
        ...known({ credits }),
        invoice,
        day: on,
        offering: final.name(name),
        seats,
        from: first,
        to: to ?? addDays(addMonths(first, 12), -1),
        ...(to === undefined && { isEndAssumed: true }),
        origin,
      }));
      return undefined;
    };
  },
});

/** Documents that are kept elsewhere: notices, approvals, attestations, reconciliations, proof of purchase. */
export const evidenceOnFile = format({
  kind: "Evidence on file",
  columns: {
    kind: needed(evidenceKind, "Evidence", "Document"),
    day: needed(pastDay, "Evidence date", "Document date"),
    about: optional(text, "About", "Department", "Subject"),
    place: optional(text, "Kept at", "Place", "Link"),
  },
  survives: ["about", "place"],
  open: (table) => (row) => {
    const doubled = table.doubled([row.kind, row.day, row.about, row.place]);
    if (doubled) return doubled;
    table.draft.evidence.push({
      ...known({ about: row.about, place: row.place }),
      kind: row.kind,
      day: row.day,
      origin: table.origin,
    });
    return undefined;
  },
});
