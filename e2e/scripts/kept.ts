/** The screens that show what was typed into a field, or why nothing of it is kept. */
export type Fate = { readonly shown: readonly string[] } | { readonly not: string }

const SECRET = { not: 'compared with what only its holder knows, and kept as a hash at most' }
const NAMES = { not: 'names something that is there; what is not there is refused' }
const PLACE = { not: 'a place in the figures, by which pages find the cell; they say nothing of one that is not there' }
const PROVIDER = { not: 'kept only where a provider of OpenID Connect answers for it, and none does here' }
const CONNECTED = { shown: ['members-provider'] }
const WAY_BACK = { not: 'what a provider sends a browser back with: compared and handed on, kept nowhere' }
const PASSKEY = { not: 'kept only with a passkey that a device has made, and shown to its owner alone; none is made here' }
const QUESTION = { not: 'asked and answered, kept nowhere; pages put together their own questions from codes' }

/** Every field of the contract that lets a script through, by `textFields`. A field that is not here fails the test until somebody says where it comes up. */
export const FATES: { readonly [field: string]: Fate } = {
  'session.signIn body.password': SECRET, 'session.factor body.ticket': SECRET, 'session.factor body.recovery_code': SECRET, 'session.reauthenticate body.recovery_code': SECRET,
  'session.changePassword body.password': SECRET, 'session.changePassword body.new_password': SECRET, 'invitations.find body.secret': SECRET, 'invitations.accept body.secret': SECRET,
  'invitations.accept body.password': SECRET, 'invitations.confirm body.ticket': SECRET, 'resets.find body.secret': SECRET, 'resets.choosePassword body.secret': SECRET, 'resets.choosePassword body.new_password': SECRET,
  'resets.choosePassword body.factor.recovery_code': SECRET, 'resets.enrol body.secret': SECRET, 'resets.enrol body.password': SECRET, 'resets.enrol body.new_password': SECRET, 'resets.confirm body.ticket': SECRET,
  'people.change params.person': NAMES, 'people.disable params.person': NAMES, 'people.confirm params.person': NAMES, 'security.signOut params.person': NAMES, 'resets.start params.person': NAMES, 'reports.create body.collection': NAMES,
  'reports.edit body.edits.key': NAMES, 'reports.combine body.choices.key': NAMES, 'collections.install body.files.(name)': { not: 'the names of the files of a collection; one that is not known is refused' },
  'explore.query query.by': QUESTION, 'explore.query query.where': QUESTION, 'explore.query query.as_of': QUESTION, 'explore.query query.over': QUESTION, 'explore.query query.top': QUESTION, 'explore.query query.regions': QUESTION, 'explore.export query.over': QUESTION, 'explore.export query.top': QUESTION, 'explore.export query.regions': QUESTION, 'explore.export query.by': QUESTION, 'explore.export query.where': QUESTION, 'explore.export query.as_of': QUESTION,
  'exports.make body.by': QUESTION, 'exports.make body.where': QUESTION, 'exports.make body.as_of': QUESTION, 'exports.make body.over': QUESTION, 'exports.make body.top': QUESTION, 'exports.make body.regions': QUESTION,
  'explore.preview query.by': QUESTION, 'explore.preview query.where': QUESTION, 'search.find query.q': QUESTION, 'search.suggest query.q': QUESTION, 'search.save body.words': { shown: ['search-empty'] }, 'audit.list query.actor': QUESTION, 'audit.list query.about': QUESTION,

  'passkeys.add body.name': PASSKEY, 'passkeys.add body.transports': PASSKEY, 'passkeys.rename body.name': PASSKEY,
  'federation.connect body.client_id': PROVIDER, 'federation.connect body.client_secret': PROVIDER, 'federation.connect body.amr': PROVIDER,
  'federation.connect body.issuer': CONNECTED, 'federation.connect body.subject': CONNECTED, 'federation.connect body.acr': CONNECTED,
  'federation.connect body.certificates': { not: 'refused where it is no certificate' }, 'federation.readMetadata body.xml': { not: 'read, and kept nowhere' }, 'federation.samlPost body.SAMLResponse': WAY_BACK, 'federation.samlPost body.RelayState': WAY_BACK,
  'federation.accept body.secret': SECRET, 'federation.accept body.name': { not: 'the name of an account once the provider has answered, shown where names given with a password are' },
  'federation.finishAccept body.ticket': WAY_BACK, 'federation.finishAccept body.state': WAY_BACK, 'federation.finishAccept body.code': WAY_BACK, 'federation.finishAccept body.iss': WAY_BACK, 'federation.finishAccept body.error': WAY_BACK,
  'federation.finishSignIn body.ticket': WAY_BACK, 'federation.finishSignIn body.state': WAY_BACK, 'federation.finishSignIn body.code': WAY_BACK, 'federation.finishSignIn body.iss': WAY_BACK, 'federation.finishSignIn body.error': WAY_BACK,
  'federation.finishLink body.ticket': WAY_BACK, 'federation.finishLink body.state': WAY_BACK, 'federation.finishLink body.code': WAY_BACK, 'federation.finishLink body.iss': WAY_BACK, 'federation.finishLink body.error': WAY_BACK,
  'collections.install body.files.*': { shown: ['front', 'home-officer', 'reports', 'section-findings', 'upload-mapping', 'review-report', 'sharing', 'locked', 'explore', 'explore-trend', 'explore-bars', 'explore-table', 'collections-dataflows', 'collections-lists', 'collections-rules', 'collections-versions'] },
  'members.add body.name': { shown: ['members-administrator', 'members', 'review-report', 'sharing'] }, 'units.add body.name': { shown: ['members', 'reports-new', 'upload'] }, 'units.add body.post.name': { shown: ['members'] }, 'units.change body.name': { shown: ['members', 'reports-new', 'upload'] }, 'units.change body.post.name': { shown: ['members'] }, 'invitations.accept body.name': { shown: ['members', 'audit'] },
  'views.save body.note': { shown: ['explore'] }, 'views.change body.note': { shown: ['explore'] },
  'register.write body.name.*': { shown: ['collections-register'] }, 'reports.edit body.edits.value': { shown: ['hostile-draft', 'hostile-report', 'hostile-returned'] },
  'reports.declare body.def_note': { shown: ['hostile-draft', 'hostile-review', 'hostile-approved'] }, 'reports.declare body.coverage': { shown: ['hostile-draft', 'hostile-review', 'hostile-approved'] },
  'reports.comment body.comments.words': { shown: ['hostile-draft', 'hostile-review'] }, 'reports.comment body.comments.key': PLACE, 'reports.comment body.comments.column': PLACE, 'reports.comment body.comments.rule': PLACE,
  ...Object.fromEntries((['add', 'write'] as const).flatMap((how, at) => [
    [`narrative_drafts.${how} body.body.summary`, { shown: ['hostile-narratives', `hostile-route-${at}`, `hostile-trend-${at}`] }], [`narrative_drafts.${how} body.body.text`, { shown: [`hostile-route-${at}`, `hostile-trend-${at}`] }],
    [`narrative_drafts.${how} body.body.fields.*`, { shown: [`hostile-trend-${at}`] }], [`narrative_drafts.${how} body.body.fields.*.*`, { shown: [`hostile-route-${at}`] }],
  ])),
  'reports.submit body.comment': { shown: ['hostile-review'] }, 'reports.return body.comment': { shown: ['hostile-home'] }, 'reports.return body.comments.words': { shown: ['hostile-returned'] }, 'reports.return body.comments.key': PLACE, 'reports.return body.comments.column': PLACE,
}

/** The same for what comes beside the texts of the contract: cells of files, what a device calls itself. */
export const OTHER_FATES: { readonly [field: string]: Fate } = { 'a cell': { shown: ['hostile-upload'] }, 'a device': { not: 'pages read the name of the browser off it, and say that' } }
