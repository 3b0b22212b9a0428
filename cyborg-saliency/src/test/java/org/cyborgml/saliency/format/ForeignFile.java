package org.cyborgml.saliency.format;

/** Files in the forms of other tools around one shape on the image a.png of 40x32. */
final class ForeignFile {

    private ForeignFile() {}

    static String around(String form, String shape) {
        return switch (form) {
            case "labelme" ->
                "{\"version\": \"5.2.1\", \"flags\": {}, \"shapes\": [{\"label\": \"eye\", " + shape
                        + "}], \"imagePath\": \"a.png\", \"imageData\": null, \"imageHeight\": 32, \"imageWidth\": 40}";
            case "coco" ->
                "{\"images\": [{\"id\": 1, \"file_name\": \"a.png\", \"width\": 40, \"height\": 32}],"
                        + " \"annotations\": [{\"id\": 1, \"image_id\": 1, " + shape + "}], \"categories\": []}";
            case "cvat" ->
                "<annotations><version>1.1</version><image id=\"0\" name=\"a.png\" width=\"40\" height=\"32\">" + shape
                        + "</image></annotations>";
            case "via" ->
                "{\"_via_img_metadata\": {\"a.png123\": {\"filename\": \"a.png\", \"size\": 123, \"regions\":"
                        + " [{\"shape_attributes\": {" + shape
                        + "}, \"region_attributes\": {}}], \"file_attributes\": {}}}}";
            case "via-csv" ->
                "filename,file_size,file_attributes,region_count,region_id,region_shape_attributes,region_attributes\n"
                        + "a.png,123,{},1,0,\"{" + shape.replace("\"", "\"\"") + "}\",{}\n";
            case "label-studio" ->
                "[{\"id\": 1, \"data\": {\"image\": \"/data/upload/1/0a1b2c3d-a.png\"}, \"annotations\":"
                        + " [{\"id\": 1, \"completed_by\": 7, \"result\": [{\"from_name\": \"l\", \"to_name\": \"i\","
                        + " \"original_width\": 40, \"original_height\": 32, " + shape + "}]}]}]";
            case "fixations" -> "image,x,y,duration\na.png," + shape.replace(" / ", "\n") + "\n";
            default -> throw new IllegalArgumentException(form);
        };
    }
}
