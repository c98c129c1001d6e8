"""Every command there is, which takes the whole product to load."""

from largesse.cli.ai import ai
from largesse.cli.catalogs import catalogs
from largesse.cli.doctor import doctor
from largesse.cli.fraud import fraud
from largesse.cli.handbills import handbills
from largesse.cli.keys import keys
from largesse.cli.members import members
from largesse.cli.operate import migrate, openapi, serve, work
from largesse.cli.pools import pools
from largesse.cli.promotions import promotions
from largesse.cli.root import create_root
from largesse.cli.up import up
from largesse.cli.validate import validate
from largesse.cli.workflows import workflow
from largesse.cli.workspaces import workspaces

app = create_root()
for command in (up, serve, work, migrate, openapi, doctor):
    app.command()(command)
app.add_typer(ai, name="ai")
app.add_typer(keys, name="keys")
app.add_typer(members, name="members")
app.add_typer(pools, name="pools")
app.add_typer(promotions, name="promotions")
app.add_typer(catalogs, name="catalogs")
app.add_typer(handbills, name="handbills")
app.add_typer(fraud, name="fraud")
workflow.command("validate")(validate)
app.add_typer(workflow, name="workflow")
app.add_typer(workspaces, name="workspaces")
