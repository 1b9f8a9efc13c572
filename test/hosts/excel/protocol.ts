/**
 * The way in which Office.js talks to Excel: a request names objects by paths and lists actions on them; the answer has a
 * result for each action. What the objects are is not known here: a member of a host object is called by the name that
 * the request gives, and one that is not there is an error of the test, not of the workbook.
 */

export interface RequestBody {
  readonly Actions: readonly Action[];
  readonly ObjectPaths: Readonly<Record<string, ObjectPath>>;
}

export interface ResponseBody {
  readonly Results: readonly { readonly ActionId: number; readonly Value: unknown }[];
  readonly Error: { readonly Code: string; readonly Message: string; readonly ActionIndex: number } | null;
}

export interface Action {
  readonly Id: number;
  readonly ActionType: number;
  readonly Name: string;
  readonly ObjectPathId: number;
  readonly ArgumentInfo?: ArgumentInfo;
  readonly QueryInfo?: { readonly Select?: readonly string[]; readonly Expand?: readonly string[] };
}

interface ObjectPath {
  readonly ObjectPathType: number;
  readonly Name: string;
  readonly ParentObjectPathId?: number;
  readonly ArgumentInfo?: ArgumentInfo;
}

interface ArgumentInfo {
  readonly Arguments?: readonly unknown[];
  readonly ReferencedObjectPathIds?: readonly number[];
}

const INSTANTIATE = 1;
const QUERY = 2;
const METHOD = 3;
const SET_PROPERTY = 4;

const GLOBAL = 1;
const METHOD_PATH = 3;
const PROPERTY_PATH = 4;
const INDEXER_PATH = 5;
const REFERENCE_PATH = 6;

/** An error as Excel answers it. */
export class Refusal extends Error {
  constructor(
    readonly code: string,
    message: string = code,
  ) {
    super(message);
  }
}

/** An object of the host's. Its members are named as requests name them: `Values`, `GetRow`. */
export abstract class HostObject {
  /** What tells an object among its kind, for collections that are indexed by it. */
  get identity(): Readonly<Record<string, string>> {
    return {};
  }
}

/** An object that has others in it, which the library asks for by their identity. */
export abstract class HostCollection extends HostObject {
  abstract get items(): readonly HostObject[];
  abstract Indexer(id: string): HostObject;
}

/** Answers requests over the objects of one workbook. */
export class Protocol {
  private readonly references = new Map<string, HostObject>();
  private readonly kept = new Map<HostObject, string>();
  private given = 0;

  constructor(
    private readonly root: HostObject,
    /** Is told of each action before it is done; what it throws is the answer. */
    private readonly before: (action: Action) => void,
  ) {}

  /** How many objects the library has not let go of. */
  get held(): number {
    return this.references.size;
  }

  answer(body: RequestBody): ResponseBody {
    const objects = new Map<number, HostObject | null>();
    const results: { ActionId: number; Value: unknown }[] = [];
    for (const [index, action] of body.Actions.entries()) {
      try {
        this.before(action);
        results.push({ ActionId: action.Id, Value: this.perform(action, body, objects) });
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        // What was answered before may come with an error or not: nobody should count on it.
        return { Results: [], Error: { Code: error.code, Message: error.message, ActionIndex: index } };
      }
    }
    return { Results: results, Error: null };
  }

  private perform(action: Action, body: RequestBody, objects: Map<number, HostObject | null>): unknown {
    const object = this.resolve(action.ObjectPathId, body, objects);
    const args = () => this.args(action.ArgumentInfo, body, objects);
    switch (action.ActionType) {
      case INSTANTIATE:
        return object && this.identityOf(object);
      case QUERY:
        if (action.QueryInfo?.Expand) throw new Error("The test host knows no Expand");
        return object && this.queried(object, action.QueryInfo?.Select ?? []);
      case METHOD:
        if (action.Name === "_KeepReference") return object && this.keepReference(object);
        if (action.Name === "_RemoveReference") return object && this.removeReference(object);
        if (!object) throw new Refusal("ItemNotFound", `${action.Name} of nothing`);
        return this.resultOf(call(object, action.Name, args()));
      case SET_PROPERTY:
        if (!object) throw new Refusal("ItemNotFound", `${action.Name} of nothing`);
        set(object, action.Name, args()[0]);
        return null;
      default:
        throw new Error(`The test host knows no action of type ${action.ActionType} (${action.Name})`);
    }
  }

  private resolve(id: number, body: RequestBody, objects: Map<number, HostObject | null>): HostObject | null {
    const known = objects.get(id);
    if (known !== undefined) return known;
    const path = body.ObjectPaths[id];
    if (!path) throw new Error(`The request names no object ${id}`);
    const object = this.follow(path, body, objects);
    objects.set(id, object);
    return object;
  }

  private follow(
    path: ObjectPath,
    body: RequestBody,
    objects: Map<number, HostObject | null>,
  ): HostObject | null {
    if (path.ObjectPathType === GLOBAL) return this.root;
    if (path.ObjectPathType === REFERENCE_PATH) {
      const object = this.references.get(path.Name);
      if (!object) throw new Refusal("InvalidReference");
      return object;
    }
    const parent = this.resolve(path.ParentObjectPathId ?? 0, body, objects);
    if (!parent) return null;
    const args = this.args(path.ArgumentInfo, body, objects);
    switch (path.ObjectPathType) {
      case METHOD_PATH:
        return objectFrom(call(parent, path.Name, args), path.Name);
      case PROPERTY_PATH:
        return objectFrom(get(parent, path.Name), path.Name);
      case INDEXER_PATH:
        return objectFrom(call(parent, "Indexer", args), path.Name);
      default:
        throw new Error(`The test host knows no path of type ${path.ObjectPathType} (${path.Name})`);
    }
  }

  private args(
    info: ArgumentInfo | undefined,
    body: RequestBody,
    objects: Map<number, HostObject | null>,
  ): unknown[] {
    const references = info?.ReferencedObjectPathIds ?? [];
    return (info?.Arguments ?? []).map((value, n) => {
      const id = references[n];
      if (Array.isArray(id)) throw new Error("The test host knows no list of objects as an argument");
      return id ? this.resolve(id, body, objects) : value;
    });
  }

  private queried(object: HostObject, select: readonly string[]): unknown {
    if (object instanceof HostCollection) {
      return { _Items: object.items.map((item) => this.queried(item, select)) };
    }
    const result: Record<string, unknown> = this.identityOf(object);
    const nested = new Map<string, string[]>();
    for (const path of select) {
      const [name = "", ...rest] = path.split("/");
      const key = name.replace(/^[a-z]/, (letter) => letter.toUpperCase());
      if (rest.length === 0) result[key] = get(object, key);
      else nested.set(key, [...(nested.get(key) ?? []), rest.join("/")]);
    }
    for (const [key, paths] of nested) {
      const child = objectFrom(get(object, key), key);
      result[key] = child && this.queried(child, paths);
    }
    return result;
  }

  private resultOf(value: unknown): unknown {
    return value instanceof HostObject ? this.identityOf(value) : (value ?? null);
  }

  private identityOf(object: HostObject): Record<string, unknown> {
    const kept = this.kept.get(object);
    return { ...object.identity, ...(kept === undefined ? {} : { _ReferenceId: kept }) };
  }

  /** The library may ask for the object by this reference until it says that it lets go of it. */
  private keepReference(object: HostObject): null {
    const name = `r${++this.given}`;
    this.references.set(name, object);
    this.kept.set(object, name);
    return null;
  }

  private removeReference(object: HostObject): null {
    this.references.delete(this.kept.get(object) ?? "");
    this.kept.delete(object);
    return null;
  }
}

function objectFrom(value: unknown, name: string): HostObject | null {
  if (value === null || value instanceof HostObject) return value;
  throw new Error(`${name} is no object of the test host`);
}

function get(object: HostObject, name: string): unknown {
  if (!(name in object)) throw unknownTo(object, name);
  return (object as unknown as Record<string, unknown>)[name];
}

function set(object: HostObject, name: string, value: unknown): void {
  for (let level: object | null = object; level; level = Object.getPrototypeOf(level) as object | null) {
    const member = Object.getOwnPropertyDescriptor(level, name);
    if (member && (member.set ?? member.writable)) {
      (object as unknown as Record<string, unknown>)[name] = value;
      return;
    }
  }
  throw unknownTo(object, name);
}

function call(object: HostObject, name: string, args: readonly unknown[]): unknown {
  const method = (object as unknown as Record<string, unknown>)[name];
  if (typeof method !== "function") throw unknownTo(object, name);
  return (method as (...args: unknown[]) => unknown).apply(object, [...args]);
}

const unknownTo = (object: HostObject, name: string) =>
  new Error(`The test host does not know ${object.constructor.name}.${name}`);
