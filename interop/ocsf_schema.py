"""Prints what OCSF asks of one class without profiles, as JSON. Arguments: version, class_uid, objects to name enums of.

`schema` is the class's JSON Schema as ocsf-json-schema makes it; `enums` has, for the class (as `event`) and each object, every
numbered attribute with its captions and the attribute that holds the caption beside it.
"""

import json
import sys

from ocsf_json_schema import OcsfJsonSchemaEmbedded, get_ocsf_schema


def enums_of(definition):
    return {
        name: {
            "sibling": attribute["sibling"],
            "captions": {key: value["caption"] for key, value in attribute["enum"].items()},
        }
        for name, attribute in definition["attributes"].items()
        if "enum" in attribute and "sibling" in attribute
    }


version, class_uid, *objects = sys.argv[1:]
source = get_ocsf_schema(version=version)
schema = OcsfJsonSchemaEmbedded(source)
name = schema.lookup_class_name_from_uid(class_uid=int(class_uid))
enums = {each: enums_of(source["objects"][each]) for each in objects}
enums["event"] = enums_of(source["classes"][name])
json.dump({"schema": schema.get_class_schema(class_name=name, profiles=[]), "enums": enums}, sys.stdout)
