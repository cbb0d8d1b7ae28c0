import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { awsException, fakeClient } from './aws-exception';

/** Secrets Manager with one secret, as far as the smoke test uses it: PutSecretValue's idempotency in particular. */
export class FakeSecret {
  readonly versions = new Map<string, string>();
  current: string | undefined;
  puts = 0;
  /** Called before each PutSecretValue takes effect: where another run gets in between. */
  beforePut: () => void | Promise<void> = () => undefined;
  /** Called before each GetSecretValue: where reading fails. */
  beforeGet: () => void = () => undefined;

  constructor(content?: unknown) {
    if (content !== undefined) this.write(content);
  }

  /** As an operator writes it, with an ID of the SDK's choosing. */
  write(content: unknown): void {
    this.current = `operator-${this.versions.size}`;
    this.versions.set(this.current, typeof content === 'string' ? content : JSON.stringify(content));
  }

  get content(): Record<string, unknown> {
    return JSON.parse(this.versions.get(this.current ?? '') ?? 'null');
  }

  readonly client = fakeClient<SecretsManagerClient>(async (command) => {
    const { input } = command;
    if (command.constructor.name === 'GetSecretValueCommand') {
      this.beforeGet();
      if (this.current === undefined) throw awsException('ResourceNotFoundException');
      return { VersionId: this.current, SecretString: this.versions.get(this.current) };
    }
    await this.beforePut();
    const { ClientRequestToken: token, SecretString: value } = input as Record<string, string>;
    if (token === undefined || value === undefined) throw new Error(`${command.constructor.name} is not played here`);
    const taken = this.versions.get(token);
    if (taken !== undefined && taken !== value) throw awsException('ResourceExistsException');
    if (taken === undefined) {
      this.puts += 1;
      this.versions.set(token, value);
      this.current = token;
    }
    return { VersionId: token };
  });
}
