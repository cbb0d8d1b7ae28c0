import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { lambdaFunction, removeAssets } from './fixtures';

afterAll(removeAssets);

test.each([
  ['waits', '() => {}'],
  ['is in a loop that never yields', '() => { for (;;) {} }'],
])(
  'a local cloud that is killed leaves no function behind that %s',
  async (_what, afterwards) => {
    // The function holds a connection to us; its end is the end of the function's process.
    const server = createServer();
    const connection = once(server, 'connection') as Promise<[Socket]>;
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const code = `exports.handler = () => new Promise(() => {
    require('node:net').connect(${port}, '127.0.0.1', function () { this.write(String(process.pid), ${afterwards}); });
  });`;
    const lambda = lambdaFunction(code, { timeoutSeconds: 900 });
    const parent = fork(join(__dirname, 'parent.js'), [JSON.stringify(lambda)], { execArgv: [] });
    const [socket] = await connection;
    const [pid] = (await once(socket, 'data')) as [Buffer];
    expect(process.kill(Number(pid), 0)).toBe(true);

    const gone = once(
      socket.on('error', () => {}),
      'close',
    );
    parent.kill('SIGKILL');
    await gone;
    server.close();
  },
  30_000,
);
