import { Wire, type Served, type WireEnd } from "../../src/taskpane/wire";
import type { WorkerEnd } from "../../src/taskpane/work-in-worker";

const ports: MessagePort[] = [];
afterEach(() => ports.splice(0).forEach((port) => port.close()));

/** Both ends of a channel whose messages are cloned, as those of a worker. */
export function channel(): readonly [WorkerEnd, WireEnd] {
  const { port1, port2 } = new MessageChannel();
  ports.push(port1, port2);
  const end = (port: MessagePort): WireEnd => ({
    postMessage: (message) => port.postMessage(message),
    addEventListener: (type, listener) => {
      port.addEventListener(type, listener as (event: MessageEvent) => void);
      port.start();
    },
  });
  return [Object.assign(end(port1), { terminate: () => port1.close() }), end(port2)];
}

/** A "worker" that does what is made for its wire. */
export function workerDoing(made: (wire: Wire) => Served): WorkerEnd {
  const [outside, inside] = channel();
  const wire: Wire = new Wire(inside, (name, asked, watched) => served(name, asked, watched));
  const served = made(wire);
  return outside;
}
