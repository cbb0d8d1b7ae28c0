import { listen } from '../http/listener';

/** Where a cloud is to listen. */
interface WantedPorts {
  readonly port: number | undefined;
  readonly https: { readonly port: number } | undefined;
  readonly host: string | undefined;
}

/**
 * Listens where the cloud is to listen, and stops again: a port that is taken is told before anything is synthesized for it. Somebody may
 * still come between.
 *
 * @throws Error that says which port is taken, or that the address is none of this machine's, and what to do
 */
export async function checkPorts({ port = 0, https, host }: WantedPorts): Promise<void> {
  const nobody = async () => ({ status: 503, headers: {} });
  const at = (wanted: number, option?: string) =>
    listen(nobody, {
      port: wanted,
      ...(host === undefined ? {} : { host }),
      ...(option === undefined ? {} : { option }),
    });
  const http = await at(port);
  try {
    if (https !== undefined) await (await at(https.port, '--https-port')).close();
  } finally {
    await http.close();
  }
}
