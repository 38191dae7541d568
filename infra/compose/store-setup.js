// Makes the replica set once and, on every run, one user per service: it reads and writes its own database and no other.
const fs = require('fs');
const secret = name => fs.readFileSync('/run/secrets/' + name, 'utf8').trim();

const admin = new Mongo(
  'mongodb://root:' + encodeURIComponent(secret('store-root')) + '@mongo:27017/admin?directConnection=true').getDB('admin');

try {
  admin.adminCommand({ replSetGetStatus: 1 });
} catch (notYet) {
  admin.adminCommand({ replSetInitiate: { _id: 'exchange', members: [{ _id: 0, host: 'mongo:27017' }] } });
}
while (!admin.hello().isWritablePrimary) {
  sleep(500);
}

for (const service of ['court-feed', 'procuratorate-intake', 'police-referral', 'credit-repair']) {
  const account = { pwd: secret(service), roles: [{ role: 'readWrite', db: service }] };
  if (admin.getUser(service)) {
    admin.updateUser(service, account);
  } else {
    admin.createUser({ user: service, ...account });
  }
}
