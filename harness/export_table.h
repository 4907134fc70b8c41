// EXPORT(name): see harness/export.h. No include guard: it is read twice.
EXPORT(csv)
EXPORT(jsonl)
EXPORT(tex)
EXPORT(tensorboard)
EXPORT(mlflow)
EXPORT(safetensors)
EXPORT(onnx)
