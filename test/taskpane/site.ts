import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";

const DIST = join(__dirname, "..", "..", "dist");

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".png": "image/png",
};

/** How long a page may take for what is expected of it; longer than a busy machine takes. */
const PATIENCE = 100_000;

/** The built pane as a static host serves it, and a browser to open it in. */
export class Site {
  private constructor(
    readonly address: string,
    private readonly server: Server,
    private readonly browser: Browser,
  ) {}

  static async open(): Promise<Site> {
    const server = createServer((request, response) => {
      const path = normalize(new URL(request.url ?? "/", "http://x").pathname);
      readFile(join(DIST, path)).then(
        (bytes) =>
          response
            .writeHead(200, { "Content-Type": TYPES[extname(path)] ?? "application/octet-stream" })
            .end(bytes),
        () => response.writeHead(404).end(),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const browser = await chromium.launch({
      executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    });
    return new Site(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, server, browser);
  }

  /** Records what the threads of a page do, until `traced` returns it. */
  async trace(page: Page): Promise<void> {
    await this.browser.startTracing(page, {
      categories: ["disabled-by-default-devtools.timeline", "__metadata"],
    });
  }

  traced(): Promise<Buffer> {
    return this.browser.stopTracing();
  }

  async close(): Promise<void> {
    await this.browser.close();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** A page of the size of a pane, that remembers what went wrong and what it asked for elsewhere. */
  async visit(prepare: (context: BrowserContext) => Promise<void> = async () => {}): Promise<Visit> {
    const context = await this.browser.newContext({
      viewport: { width: 350, height: 900 },
      acceptDownloads: true,
    });
    context.setDefaultTimeout(PATIENCE);
    await prepare(context);
    const page = await context.newPage();
    const complaints: string[] = [];
    const foreign: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("request", (request) => {
      const url = request.url();
      if (!url.startsWith(this.address) && !/^(blob|data):/.test(url)) foreign.push(url);
    });
    return { page, complaints, foreign };
  }
}

export interface Visit {
  readonly page: Page;
  /** Errors and warnings of the console. */
  readonly complaints: readonly string[];
  /** Requests to anywhere but the site. */
  readonly foreign: readonly string[];
}

/** Visits the page without Excel before each test; after it, nothing may have gone wrong or been asked for elsewhere. */
export function visitedBeforeEach(): { readonly site: () => Site; readonly visit: () => Visit } {
  let site: Site;
  let visit: Visit;
  beforeAll(async () => (site = await Site.open()));
  afterAll(async () => site.close());
  beforeEach(async () => {
    visit = await site.visit();
    await visit.page.goto(`${site.address}/index.html`);
  });
  afterEach(async () => {
    expect(visit.complaints).toEqual([]);
    expect(visit.foreign).toEqual([]);
    await visit.page.context().close();
  });
  return { site: () => site, visit: () => visit };
}
