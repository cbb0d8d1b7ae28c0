import { App } from 'aws-cdk-lib';
import type { CfnRole } from 'aws-cdk-lib/aws-iam';
import { dev } from '../../stages/dev';
import { buildApp } from '../../../lib/app';
import { cliContext } from '../../../lib/cdk-context';
import { parseConfig } from '../../../lib/config/parse';

/** The dev stage, its signed-in players' role opened to guests. */
const app = new App({ context: cliContext(), analyticsReporting: false, autoSynth: false });
const { federation } = buildApp(app, parseConfig(dev));
const role = federation.node.findChild('AuthenticatedRole').node.defaultChild as CfnRole;
role.addPropertyDeletionOverride('AssumeRolePolicyDocument.Statement.0.Condition.ForAnyValue:StringLike');
app.synth();
