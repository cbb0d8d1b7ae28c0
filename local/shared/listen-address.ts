import type { AddressInfo, Server } from 'node:net';
import { networkInterfaces } from 'node:os';

/** From where the listeners of the local cloud are reached, and by which names. */
export interface Reach {
  /**
   * The IP address of this machine at which they listen; `0.0.0.0` and `::` are all of them. With any but a loopback address everybody
   * on that network is let in. @default `127.0.0.1`: nobody but this machine
   */
  readonly host?: string;
  /** Host names that they answer to beside this machine's, AWS's and those whom they play. @default none */
  readonly allowHosts?: readonly string[];
}

/** Where everything listens that was told nothing else. */
export const loopbackAddress = '127.0.0.1';

/** What `os.networkInterfaces` answers, as far as it is read here. */
export type Interfaces = Readonly<
  Record<
    string,
    readonly { readonly address: string; readonly family: string; readonly internal: boolean }[] | undefined
  >
>;

/** Whether only this machine reaches an address. */
export function isLoopbackAddress(address: string): boolean {
  return address === '::1' || /^127\.\d+\.\d+\.\d+$/.test(address);
}

/** Whether an address is all addresses of this machine. */
export function isEveryAddress(address: string): boolean {
  // However many zeros it is written with.
  return /^(?:0\.0\.0\.0|[0:]+)$/.test(address);
}

/**
 * This machine's addresses on its networks, to be typed on another device: IPv4 before IPv6. An IPv6 address of one link alone is left
 * out, because no URL says which link (RFC 3986 has no zone).
 */
export function networkAddresses(interfaces: Interfaces = networkInterfaces()): string[] {
  const reachable = Object.values(interfaces).flatMap((addresses = []) =>
    addresses.filter(({ internal }) => !internal),
  );
  const ofFamily = (wanted: string) =>
    reachable.filter(({ family, address }) => family === wanted && !/^fe[89ab]/i.test(address));
  return [...ofFamily('IPv4'), ...ofFamily('IPv6')].map(({ address }) => address);
}

/** By which of this machine's addresses another device reaches a listener. `0.0.0.0` is all of IPv4, `::` all of both kinds. */
export function reachedBy(address: string, interfaces?: Interfaces): string[] {
  if (isLoopbackAddress(address)) return [];
  if (!isEveryAddress(address)) return [address];
  return networkAddresses(interfaces).filter((one) => address.includes(':') || !one.includes(':'));
}

/** The address that is told of a listener: its own, and of all addresses the first by which another device reaches this machine. */
export function toldAddress(address: string, interfaces?: Interfaces): string {
  return isEveryAddress(address) ? (reachedBy(address, interfaces)[0] ?? loopbackAddress) : address;
}

/** An IP address as it stands in a URL. */
export function inUrl(address: string): string {
  return address.includes(':') ? `[${address}]` : address;
}

/**
 * Begins to listen.
 *
 * @param taken what is said where the port is taken, which it is told: `port 4510 of 127.0.0.1`
 * @returns the address that is told of it and its port, as they stand in a URL
 * @throws Error when the port is taken, or the address is none of this machine's
 */
export async function listenAt(
  server: Server,
  { host = loopbackAddress, port }: { readonly host?: string; readonly port: number },
  taken: (place: string) => string,
): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explained(error, host, port, taken)));
    server.listen(port, host, resolve);
  });
  return `${inUrl(toldAddress(host))}:${(server.address() as AddressInfo).port}`;
}

function explained(error: NodeJS.ErrnoException, host: string, port: number, taken: (place: string) => string): Error {
  if (error.code === 'EADDRINUSE') return new Error(taken(`port ${port} of ${host}`));
  if (error.code === 'EADDRNOTAVAIL') {
    const known = [loopbackAddress, ...networkAddresses()].join(', ');
    return new Error(`${host} is no address of this machine, which has ${known}: choose another with --host`);
  }
  return error;
}
