import type { GameFederationConfig } from '../../lib/config/schema';
import { type Price, prices, rates } from './prices';

const hour = 3600;
/** A sustained Gbit/s, in GB an hour: what no quota bounds is told for that much. */
const gigabitHour = (1e9 / 8 / 1e9) * hour;
/** What a request unit reads where a read need not be consistent: twice 4 KB. */
const bytesRead = 2 * 4 * 1024;
/** What a write request unit writes. */
const bytesWritten = 1024;
/** What one score takes of the function, in GB-seconds: a quarter of a GB for a tenth of a second. */
const scoreComputing = 0.25 * 0.1;

/** What somebody can do, and what it costs. */
export interface CostRow {
  readonly what: string;
  readonly who: 'anybody' | 'guests' | 'guests with data of their own';
  /** What bounds it, and where that is from. */
  readonly bound: string;
  readonly anHour: string;
  readonly dollarsAnHour: number;
  /** What stays and is paid for each month, until somebody deletes it. */
  readonly dollarsAMonth?: number;
}

/** What an amount of something costs. */
export function cost(amount: number, { dollars, per }: Price): number {
  return (amount / per) * dollars;
}

/** What is left of the attacker's hour, by the configuration of a stage. */
export function costRows({ table, scores }: Pick<GameFederationConfig, 'table' | 'scores'>): CostRow[] {
  const reads = table.maxReadRequestUnits * hour;
  const writes = table.maxWriteRequestUnits * hour;
  const sentOut = (reads * bytesRead) / 1e9;
  const written = (writes * bytesWritten) / 1e9;
  const identities = rates.newIdentities.perSecond * hour;
  const accounts = rates.signUps.perSecond * hour;
  const gets = rates.gets.perSecond * hour;
  const puts = rates.puts.perSecond * hour;
  const byPartition = (page: string) => `no ceiling; [at least this](${page}) for each partition of the keys`;
  return [
    {
      ...{ what: 'new identity IDs (`GetId`)', who: 'anybody' },
      bound: `[quota](${rates.newIdentities.page}) of the account, ${rates.newIdentities.perSecond} a second`,
      ...{ anHour: `${count(identities)} identities`, dollarsAnHour: 0 },
    },
    {
      ...{ what: 'accounts of a user pool (`SignUp`)', who: 'anybody' },
      bound: `[quota](${rates.signUps.page}) of the account, ${rates.signUps.perSecond} a second; without SES, 50 mails a day`,
      anHour: `${count(accounts)} accounts, as many mails`,
      dollarsAnHour: cost(accounts, prices.accounts) + cost(accounts, prices.mails),
    },
    {
      ...{ what: 'records read, and sent out', who: 'guests' },
      bound: '`table.maxReadRequestUnits`',
      anHour: `${count(reads)} units, ${count(sentOut)} GB`,
      dollarsAnHour: cost(reads, prices.readUnits) + cost(sentOut, prices.sentOut),
    },
    {
      ...{ what: 'records written', who: 'guests with data of their own' },
      bound: '`table.maxWriteRequestUnits`',
      anHour: `${count(writes)} units, ${count(written)} GB`,
      dollarsAnHour: cost(writes, prices.writeUnits),
      dollarsAMonth: cost(written, prices.records) + cost(written, prices.recordsRecovery),
    },
    {
      ...{ what: 'public files asked for', who: 'guests' },
      bound: byPartition(rates.gets.page),
      ...{ anHour: `${count(gets)} requests`, dollarsAnHour: cost(gets, prices.gets) },
    },
    {
      ...{ what: 'public files sent out', who: 'guests' },
      bound: 'no ceiling; told for one Gbit/s',
      ...{ anHour: `${count(gigabitHour)} GB`, dollarsAnHour: cost(gigabitHour, prices.sentOut) },
    },
    ...(scores === undefined ? [] : [scoreRow(scores.throttle.requestsPerSecond * hour)]),
    {
      ...{ what: 'own files put', who: 'guests with data of their own' },
      bound: byPartition(rates.puts.page),
      ...{ anHour: `${count(puts)} requests`, dollarsAnHour: cost(puts, prices.puts) },
    },
    {
      ...{ what: 'own files kept', who: 'guests with data of their own' },
      bound: 'no ceiling; told for one Gbit/s',
      ...{ anHour: `${count(gigabitHour)} GB`, dollarsAnHour: 0 },
      dollarsAMonth: cost(gigabitHour, prices.files),
    },
    {
      ...{ what: 'own files sent out by signed URLs', who: 'guests with data of their own' },
      bound: '`presignedUrls.maxSeconds` for each URL, or none at all; told for one Gbit/s',
      ...{ anHour: `${count(gigabitHour)} GB`, dollarsAnHour: cost(gigabitHour, prices.sentOut) },
    },
  ];
}

/** Refused ones cost the same; what they read and write of the table is bounded by its ceilings. */
function scoreRow(calls: number): CostRow {
  return {
    ...{ what: 'scores sent', who: 'guests' },
    bound: '`scores.throttle`, where the stage has `scores`',
    anHour: `${count(calls)} calls`,
    dollarsAnHour:
      cost(calls, prices.apiCalls) + cost(calls, prices.invocations) + cost(calls * scoreComputing, prices.computing),
  };
}

/** A number with commas, and one digit behind the point where it is small. */
export function count(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: value < 100 ? 1 : 0 });
}

/** An amount of money. */
export function dollars(value: number): string {
  const digits = value < 1000 ? 2 : 0;
  return `$${value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })}`;
}
