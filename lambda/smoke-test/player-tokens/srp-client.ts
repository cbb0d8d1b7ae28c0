import { createHash, createHmac, randomBytes } from 'node:crypto';

/** The 3,072-bit group of RFC 5054, written out: the client's side shares nothing with the server's. */
const N = BigInt(
  '0xFFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B' +
    '302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7EDEE386BFB5A899FA5AE9F24117C4B1FE6' +
    '49286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356208552BB9ED529077096966D' +
    '670C354E4ABC9804F1746C08CA18217C32905E462E36CE3BE39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF695581718' +
    '3995497CEA956AE515D2261898FA051015728E5A8AAAC42DAD33170D04507A33A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7D' +
    'B3970F85A6E1E4C7ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864D87602733EC86A64521F2B18177B200C' +
    'BBE117577A615D6C770988C0BAD946E208E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF',
);
const g = 2n;

/** What the server asks with. */
export interface PasswordChallenge {
  readonly SALT: string;
  readonly SECRET_BLOCK: string;
  readonly SRP_B: string;
  readonly USER_ID_FOR_SRP: string;
}

/**
 * A client's side of a sign-in by Secure Remote Password, written from RFC 5054 and AWS's own clients: the only way to sign a user in by an app
 * client as an app does it, whose password no admin call may send. The libraries that have it are a whole Amplify, or lean on a cipher library
 * that nobody looks after any more.
 */
export class SrpClient {
  readonly #a = BigInt(`0x${randomBytes(32).toString('hex')}`);
  readonly #A = power(g, this.#a);

  /** `SRP_A` */
  readonly publicValue = this.#A.toString(16);

  /** `ChallengeResponses` of `PASSWORD_VERIFIER`. */
  answer(userPoolId: string, password: string, challenge: PasswordChallenge): Record<string, string> {
    const poolName = userPoolId.split('_')[1] ?? '';
    const { USER_ID_FOR_SRP: user, SECRET_BLOCK: block } = challenge;
    const B = BigInt(`0x${challenge.SRP_B}`);
    const salt = pad(BigInt(`0x${challenge.SALT}`));
    const u = hash(pad(this.#A), pad(B));
    const x = hash(salt, createHash('sha256').update(`${poolName}${user}:${password}`).digest());
    const k = hash(pad(N), pad(g));
    const base = (((B - k * power(g, x)) % N) + N) % N;
    const S = power(base, this.#a + u * x);
    const extracted = createHmac('sha256', pad(u)).update(pad(S)).digest();
    const key = createHmac('sha256', extracted).update('Caldera Derived Key\u0001').digest().subarray(0, 16);
    const timestamp = timestampOf(new Date());
    const signature = createHmac('sha256', key)
      .update(poolName)
      .update(user)
      .update(Buffer.from(block, 'base64'))
      .update(timestamp)
      .digest('base64');
    return {
      USERNAME: user,
      PASSWORD_CLAIM_SECRET_BLOCK: block,
      PASSWORD_CLAIM_SIGNATURE: signature,
      TIMESTAMP: timestamp,
    };
  }
}

/** `Fri Nov 20 12:00:00 UTC 2026` */
function timestampOf(date: Date): string {
  const [weekday = '', day, month, year, time] = date.toUTCString().split(' ');
  return `${weekday.slice(0, 3)} ${month} ${Number(day)} ${time} UTC ${year}`;
}

function power(base: bigint, exponent: bigint): bigint {
  if (exponent === 0n) return 1n;
  const half = power(base, exponent / 2n);
  return exponent % 2n === 0n ? (half * half) % N : (((half * half) % N) * base) % N;
}

/** Bytes of a number, never to be read as a negative one. */
function pad(value: bigint): Buffer {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  return (bytes[0] ?? 0) > 127 ? Buffer.concat([Buffer.alloc(1), bytes]) : bytes;
}

function hash(...parts: readonly Buffer[]): bigint {
  return BigInt(`0x${createHash('sha256').update(Buffer.concat(parts)).digest('hex')}`);
}
