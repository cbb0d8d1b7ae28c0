import { isIP } from 'node:net';
import { AssemblyError } from '../assembly-error';
import { listOf, resolvedString } from './arguments';
import type { Intrinsic } from './scope';

/**
 * `Fn::GetAZs: region`, or the own region where that is empty. Which zones an account has there is its own: here every region has three.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getavailabilityzones.html documented
 */
export const getAzs: Intrinsic = (argument, at, scope, resolve) => {
  const region = resolvedString(argument, at, resolve) || scope.target.region;
  return ['a', 'b', 'c'].map((zone) => `${region}${zone}`);
};

/**
 * `Fn::Cidr: [ipBlock, count, cidrBits]`: so many blocks out of one, each of 2^cidrBits addresses.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-cidr.html documented
 */
export const cidr: Intrinsic = (argument, at, _scope, resolve) => {
  const [block = '', count = '', bits = ''] = listOf(argument, 3, at).map((part, index) =>
    resolvedString(part, `${at}[${index}]`, resolve),
  );
  const [address = '', prefix = ''] = block.split('/');
  const version = isIP(address);
  const length = version === 4 ? 32 : 128;
  const size = 1n << BigInt(/^\d{1,3}$/.test(bits) ? bits : 0);
  const isBlock = version !== 0 && /^\d{1,3}$/.test(prefix) && Number(prefix) <= length;
  if (!isBlock) throw new AssemblyError(`${at}[0]`, `must be a CIDR block such as 10.0.0.0/16, got '${block}'`);
  if (!/^\d{1,3}$/.test(count) || Number(count) < 1 || Number(count) > 256) {
    throw new AssemblyError(`${at}[1]`, 'must be a number of blocks from 1 to 256');
  }
  const room = 1n << BigInt(length - Number(prefix));
  if (!/^\d{1,3}$/.test(bits) || Number(bits) < 1 || size * BigInt(count) > room) {
    throw new AssemblyError(at, `${block} has no room for ${count} blocks of ${bits} bits`);
  }
  const first = (numberOf(address, version) / room) * room;
  return Array.from(
    { length: Number(count) },
    (_, index) => `${addressOf(first + size * BigInt(index), version)}/${length - Number(bits)}`,
  );
};

function numberOf(address: string, version: number): bigint {
  if (version === 4) return address.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n);
  const [head = '', tail] = address.split('::');
  const groups = (text: string) => (text === '' ? [] : text.split(':'));
  const [before, after] = [groups(head), tail === undefined ? [] : groups(tail)];
  const between = Array.from({ length: 8 - before.length - after.length }, () => '0');
  return [...before, ...between, ...after].reduce((sum, group) => sum * 65_536n + BigInt(`0x${group}`), 0n);
}

function addressOf(number: bigint, version: number): string {
  const [parts, width] = version === 4 ? [4, 8n] : [8, 16n];
  const mask = (1n << width) - 1n;
  const values = Array.from({ length: parts }, (_, index) => (number >> (width * BigInt(parts - 1 - index))) & mask);
  if (version === 4) return values.join('.');
  return new URL(`http://[${values.map((value) => value.toString(16)).join(':')}]`).hostname.slice(1, -1);
}
