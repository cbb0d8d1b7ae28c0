import { createHash, getDiffieHellman } from 'node:crypto';

/** The 3,072-bit prime of RFC 5054, which is that of RFC 3526. */
export const prime = BigInt(`0x${getDiffieHellman('modp15').getPrime('hex')}`);

/** Cognito's generator is 2 (observed in AWS's own clients), where RFC 5054 has 5. */
export const generator = 2n;

/** An even number of hexadecimal digits, with a leading zero byte where the number would else read as a negative one. */
export function paddedHex(value: bigint): string {
  const digits = value.toString(16);
  const even = digits.length % 2 === 0 ? digits : `0${digits}`;
  return /^[89a-f]/.test(even) ? `00${even}` : even;
}

/** SHA-256 of the bytes that hexadecimal digits stand for, as a number. */
export function hashOfHex(hex: string): bigint {
  return BigInt(`0x${createHash('sha256').update(Buffer.from(hex, 'hex')).digest('hex')}`);
}

/** SRP's multiplier. */
export const multiplier = hashOfHex(paddedHex(prime) + paddedHex(generator));

/** `base ** exponent % prime`; a few milliseconds for an exponent of 256 bits. */
export function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let square = base % prime;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = (result * square) % prime;
    square = (square * square) % prime;
  }
  return result;
}
