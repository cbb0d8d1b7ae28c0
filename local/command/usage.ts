import { shortNames } from '../issuers/played-issuers';

/** What `--help` prints. @param localStages those that are run without a word about it */
export const usage = (
  localStages: readonly string[],
) => `npm start -- [options]        run the local cloud once: synthesize, start, smoke test, report, stop
npm run local -- [options]    keep it up until Ctrl-C

  --stage <name>                    the stage to synthesize; several share one local account. Without it:
                                    ${localStages.join(', ') || 'there is no local one'}
  --assembly <dir>                  use what cdk synth wrote there; several, also beside stages, share one local account
  --existing <file>                 a JSON file with what exists beside the templates: imported providers, policies, the
                                    permissions boundary of cdk.json. Without it, config/existing.json where there is one
  --map-issuer <issuer>=<address>   another identity provider plays this issuer; may be given several times. The local
                                    stages' issuers and those in reserved domains (.example, .test …), also SAML's, are
                                    played here, all others fetched for real
  --play <issuer>                   play a real issuer here: its URL, a SAML provider's entity ID, or one of
                                    ${[...shortNames.keys()].join(', ')}, all; may be given several times
  --refetch-keys                    see a rotation of an issuer's keys at once; AWS, and so the local cloud, keeps keys
                                    for ten minutes although a token names another one
  --port <number>                   where the local cloud listens (a free port; npm run local: 4510)
  --https                           listen by https too, with a certificate authority that is made once for this machine
  --https-port <number>             where it does (where http takes a free port, a free one; otherwise 4511)
  --host <address>                  listen at this IP address of this machine (127.0.0.1); 0.0.0.0 is all of them. Whoever is on
                                    that network can then sign in as anybody
  --allow-host <name>               answer to this host name too, a container's name for this machine say; may be given
                                    several times
  --outputs-file <path>             write the outputs as cdk deploy --outputs-file does, with what is local under _local
                                    (npm run local: outputs.json; npm start: none)
  --state <folder>                  keep the account there (npm run local: .local-cloud): what is deployed, keys, players'
                                    data. Keys lie in it: it is readable by its owner alone
  --fresh                           delete what is kept, and start anew
  --export <file>                   write what is kept into a file, and do nothing else
  --import <file>                   start with what such a file holds; with --fresh instead of what is kept
  --in-memory                       keep nothing (npm start never does)
  --empty                           an account with nothing in it, for the CDK CLI to deploy to (npm run local)
  --explain[=all|=<part>]           print the decisions behind each check that failed, behind all, or behind those whose name
                                    holds that part; npm run local: each refusal by IAM, with =all each allow too
  --report <file>                   write what was found as JSON: checks, outcomes, causes (npm start)
  --help                            this text`;
