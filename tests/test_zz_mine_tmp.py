import sys; sys.path.insert(0,'/work/main')
from tests.test_schemathesis import *
from tests.test_schemathesis import _examine,_told
from tests.conftest import postgres, database_url, _quiet_logs  # noqa
MINE=('/v1/message','/v1/recipient','/v1/sms','/v1/suppress','/v1/webhook','/unsubscribe','/v1/smtp')
def test_mine(api_schema, furnished):
    faults={}; n=0
    for found in api_schema.get_all_operations():
        operation=found.ok()
        if not operation.path.startswith(MINE): continue
        n+=1
        for mode in GenerationMode:
            try: _examine(operation.as_strategy(generation_mode=mode), furnished)
            except Unsatisfiable: continue
            except (FailureGroup, Failure) as fault: faults[f"{operation.label} ({mode.value})"]=_told(fault)
    print(n)
    assert not faults, "\n\n".join(f"{l}\n{t}" for l,t in faults.items())
del test_the_api_keeps_to_its_document
